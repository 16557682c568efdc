/* SPDX-License-Identifier: MIT */
/* Made by "generate" from numbers/uri_schemes.tsv: change those. */
#include "assigned/names.h"

/* clang-format off */
/* URI schemes */
static const uint16_t uri_schemes_keys[] = {
    0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x000a, 0x000b, 0x000c, 0x000d, 0x000e, 0x000f,
    0x0010, 0x0011, 0x0012, 0x0013, 0x0014, 0x0015, 0x0016, 0x0017, 0x0018, 0x0019, 0x001a, 0x001b, 0x001c, 0x001d,
    0x001e, 0x001f, 0x0020, 0x0021, 0x0022, 0x0023, 0x0024, 0x0025, 0x0026, 0x0027, 0x0028, 0x0029, 0x002a, 0x002b,
    0x002c, 0x002d, 0x002e, 0x002f, 0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037, 0x0038, 0x0039,
    0x003a, 0x003b, 0x003c, 0x003d, 0x003e, 0x003f, 0x0040, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046, 0x0047,
    0x0048, 0x0049, 0x004a, 0x004b, 0x004c, 0x004d, 0x004e, 0x004f, 0x0050, 0x0051, 0x0052, 0x0053, 0x0054, 0x0055,
    0x0056, 0x0057, 0x0058, 0x0059, 0x005a, 0x005b, 0x005c, 0x005d, 0x005e, 0x005f, 0x0060, 0x0061, 0x0062, 0x0063,
    0x0064, 0x0065, 0x0066, 0x0067, 0x0068, 0x0069, 0x006a, 0x006b, 0x006c, 0x006d, 0x006e, 0x006f, 0x0070, 0x0071,
    0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077, 0x0078, 0x0079, 0x007a, 0x007b, 0x007c, 0x007d, 0x007e, 0x007f,
    0x0080, 0x0081, 0x0082, 0x0083, 0x0084, 0x0085, 0x0086, 0x0087, 0x0088, 0x0089, 0x008a, 0x008b, 0x008c, 0x008d,
    0x008e, 0x008f, 0x0090, 0x0091, 0x0092, 0x0093, 0x0094, 0x0095, 0x0096, 0x0097, 0x0098, 0x0099, 0x009a, 0x009b,
    0x009c, 0x009d, 0x009e, 0x009f, 0x00a0, 0x00a1, 0x00a2, 0x00a3, 0x00a4, 0x00a5, 0x00a6, 0x00a7, 0x00a8, 0x00a9,
    0x00aa, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00af, 0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5, 0x00b6, 0x00b7,
    0x00b8, 0x00b9, 0x00ba,
};
static const uint32_t uri_schemes_groups[] = {
    0, 92, 193, 312, 428, 529, 659, 825, 929, 1054, 1172, 1292,
};
static const char uri_schemes_text[] =
    "aaa:\0" "aaas:\0" "about:\0" "acap:\0" "acct:\0" "cap:\0" "cid:\0" "coap:\0" "coaps:\0" "crid:\0" "data:\0"
    "dav:\0" "dict:\0" "dns:\0" "file:\0" "ftp:\0" "geo:\0" "go:\0" "gopher:\0" "h323:\0" "http:\0" "https:\0" "iax:\0"
    "icap:\0" "im:\0" "imap:\0" "info:\0" "ipp:\0" "ipps:\0" "iris:\0" "iris.beep:\0" "iris.xpc:\0" "iris.xpcs:\0"
    "iris.lwz:\0" "jabber:\0" "ldap:\0" "mailto:\0" "mid:\0" "msrp:\0" "msrps:\0" "mtqp:\0" "mupdate:\0" "news:\0"
    "nfs:\0" "ni:\0" "nih:\0" "nntp:\0" "opaquelocktoken:\0" "pop:\0" "pres:\0" "reload:\0" "rtsp:\0" "rtsps:\0"
    "rtspu:\0" "service:\0" "session:\0" "shttp:\0" "sieve:\0" "sip:\0" "sips:\0" "sms:\0" "snmp:\0" "soap.beep:\0"
    "soap.beeps:\0" "stun:\0" "stuns:\0" "tag:\0" "tel:\0" "telnet:\0" "tftp:\0" "thismessage:\0" "tn3270:\0" "tip:\0"
    "turn:\0" "turns:\0" "tv:\0" "urn:\0" "vemmi:\0" "ws:\0" "wss:\0" "xcon:\0" "xcon-userid:\0" "xmlrpc.beep:\0"
    "xmlrpc.beeps:\0" "xmpp:\0" "z39.50r:\0" "z39.50s:\0" "acr:\0" "adiumxtra:\0" "afp:\0" "afs:\0" "aim:\0" "apt:\0"
    "attachment:\0" "aw:\0" "barion:\0" "beshare:\0" "bitcoin:\0" "bolo:\0" "callto:\0" "chrome:\0"
    "chrome-extension:\0" "com-eventbrite-attendee:\0" "content:\0" "cvs:\0" "dlna-playsingle:\0"
    "dlna-playcontainer:\0" "dtn:\0" "dvb:\0" "ed2k:\0" "facetime:\0" "feed:\0" "feedready:\0" "finger:\0" "fish:\0"
    "gg:\0" "git:\0" "gizmoproject:\0" "gtalk:\0" "ham:\0" "hcp:\0" "icon:\0" "ipn:\0" "irc:\0" "irc6:\0" "ircs:\0"
    "itms:\0" "jar:\0" "jms:\0" "keyparc:\0" "lastfm:\0" "ldaps:\0" "magnet:\0" "maps:\0" "market:\0" "message:\0"
    "mms:\0" "ms-help:\0" "ms-settings-power:\0" "msnim:\0" "mumble:\0" "mvn:\0" "notes:\0" "oid:\0" "palm:\0"
    "paparazzi:\0" "pkcs11:\0" "platform:\0" "proxy:\0" "psyc:\0" "query:\0" "res:\0" "resource:\0" "rmi:\0" "rsync:\0"
    "rtmfp:\0" "rtmp:\0" "secondlife:\0" "sftp:\0" "sgn:\0" "skype:\0" "smb:\0" "smtp:\0" "soldat:\0" "spotify:\0"
    "ssh:\0" "steam:\0" "submit:\0" "svn:\0" "teamspeak:\0" "teliaeid:\0" "things:\0" "udp:\0" "unreal:\0" "ut2004:\0"
    "ventrilo:\0" "view-source:\0" "webcal:\0" "wtai:\0" "wyciwyg:\0" "xfire:\0" "xri:\0" "ymsgr:\0" "example:\0"
    "ms-settings-cloudstorage:\0";

const struct blr_names blr_uri_schemes = { uri_schemes_keys, uri_schemes_groups, uri_schemes_text, 185 };
/* clang-format on */
