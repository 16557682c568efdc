/* SPDX-License-Identifier: MIT */
/* Made by "generate" from numbers/companies.tsv: change those. */
#include "assigned/names.h"

/* clang-format off */
/* Company identifiers */
static const uint16_t companies_keys[] = {
    0x0000, 0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x000a, 0x000b, 0x000c, 0x000d,
    0x000e, 0x000f, 0x0010, 0x0011, 0x0012, 0x0013, 0x0014, 0x0015, 0x0016, 0x0017, 0x0018, 0x0019, 0x001a, 0x001b,
    0x001c, 0x001d, 0x001e, 0x001f, 0x0020, 0x0021, 0x0022, 0x0023, 0x0024, 0x0025, 0x0026, 0x0027, 0x0028, 0x0029,
    0x002a, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f, 0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037,
    0x0038, 0x0039, 0x003a, 0x003b, 0x003c, 0x003d, 0x003e, 0x003f, 0x0040, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045,
    0x0046, 0x0047, 0x0048, 0x0049, 0x004a, 0x004b, 0x004c, 0x004d, 0x004e, 0x004f, 0x0050, 0x0051, 0x0052, 0x0053,
    0x0054, 0x0055, 0x0056, 0x0057, 0x0058, 0x0059, 0x005a, 0x005b, 0x005c, 0x005d, 0x005e, 0x005f, 0x0060, 0x0061,
    0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0067, 0x0068, 0x0069, 0x006a, 0x006b, 0x006c, 0x006d, 0x006e, 0x006f,
    0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077, 0x0078, 0x0079, 0x007a, 0x007b, 0x007c, 0x007d,
    0x007e, 0x007f, 0x0080, 0x0081, 0x0082, 0x0083, 0x0084, 0x0085, 0x0086, 0x0087, 0x0088, 0x0089, 0x008a, 0x008b,
    0x008c, 0x008d, 0x008e, 0x008f, 0x0090, 0x0091, 0x0092, 0x0093, 0x0094, 0x0095, 0x0096, 0x0097, 0x0098, 0x0099,
    0x009a, 0x009b, 0x009c, 0x009d, 0x009e, 0x009f, 0x00a0, 0x00a1, 0x00a2, 0x00a3, 0x00a4, 0x00a5, 0x00a6, 0x00a7,
    0x00a8, 0x00a9, 0x00aa, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x00af, 0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5,
    0x00b6, 0x00b7, 0x00b8, 0x00b9, 0x00ba, 0x00bb, 0x00bc, 0x00bd, 0x00be, 0x00bf, 0x00c0, 0x00c1, 0x00c2, 0x00c3,
    0x00c4, 0x00c5, 0x00c6, 0x00c7, 0x00c8, 0x00c9, 0x00ca, 0x00cb, 0x00cc, 0x00cd, 0x00ce, 0x00cf, 0x00d0, 0x00d1,
    0x00d2, 0x00d3, 0x00d4, 0x00d5, 0x00d6, 0x00d7, 0x00d8, 0x00d9, 0x00da, 0x00db, 0x00dc, 0x00dd, 0x00de, 0x00df,
    0x00e0, 0x00e1, 0x00e2, 0x00e3, 0x00e4, 0x00e5, 0x00e6, 0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb, 0x00ec, 0x00ed,
    0x00ee, 0x00ef, 0x00f0, 0x00f1, 0x00f2, 0x00f3, 0x00f4, 0x00f5, 0x00f6, 0x00f7, 0x00f8, 0x00f9, 0x00fa, 0x00fb,
    0x00fc, 0x00fd, 0x00fe, 0x00ff, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104, 0x0105, 0x0106, 0x0107, 0x0108, 0x0109,
    0x010a, 0x010b, 0x010c, 0x010d, 0x010e, 0x010f, 0x0110, 0x0111, 0x0112, 0x0113, 0x0114, 0x0115, 0x0116, 0x0117,
    0x0118, 0x0119, 0x011a, 0x011b, 0x011c, 0x011d, 0x011e, 0x011f, 0x0120, 0x0121, 0x0122, 0x0123, 0x0124, 0x0125,
    0x0126, 0x0127, 0x0128, 0x0129, 0x012a, 0x012b, 0x012c, 0x012d, 0x012e, 0x012f, 0x0130, 0x0131, 0x0132, 0x0133,
    0x0134, 0x0135, 0x0136, 0x0137, 0x0138, 0x0139, 0x013a, 0x013b, 0x013c, 0x013d, 0x013e, 0x013f, 0x0140, 0x0141,
    0x0142, 0x0143, 0x0144, 0x0145, 0x0146, 0x0147, 0x0148, 0x0149, 0x014a, 0x014b, 0x014c, 0x014d, 0x014e, 0x014f,
    0x0150, 0x0151, 0x0152, 0x0153, 0x0154, 0x0155, 0x0156, 0x0157, 0x0158, 0x0159, 0x015a, 0x015b, 0x015c, 0x015d,
    0x015e, 0x015f, 0x0160, 0x0161, 0x0162, 0x0163, 0x0164, 0x0165, 0x0166, 0x0167, 0x0168, 0x0169, 0x016a, 0x016b,
    0x016c, 0x016d, 0x016e, 0x016f, 0x0170, 0x0171, 0x0172, 0x0173, 0x0174, 0x0175, 0x0176, 0x0177, 0x0178, 0x0179,
    0x017a, 0x017b, 0x017c, 0x017d, 0x017e, 0x017f, 0x0180, 0x0181, 0x0182, 0x0183, 0x0184, 0x0185, 0x0186, 0x0187,
    0x0188, 0x0189, 0x018a, 0x018b, 0x018c, 0x018d, 0x018e, 0x018f, 0x0190, 0x0191, 0x0192, 0x0193, 0x0194, 0x0195,
    0x0196, 0x0197, 0x0198, 0x0199, 0x019a, 0x019b, 0x019c, 0x019d, 0x019e, 0x019f, 0x01a0, 0x01a1, 0x01a2, 0x01a3,
    0x01a4, 0x01a5, 0x01a6, 0x01a7, 0x01a8, 0x01a9, 0x01aa, 0x01ab, 0x01ac, 0x01ad, 0x01ae, 0x01af, 0x01b0, 0x01b1,
    0x01b2, 0x01b3, 0x01b4, 0x01b5, 0x01b6, 0x01b7, 0x01b8, 0x01b9, 0x01ba, 0x01bb, 0x01bc, 0x01bd, 0x01be, 0x01bf,
    0x01c0, 0x01c1, 0x01c2, 0x01c3, 0x01c4, 0x01c5, 0x01c6, 0x01c7, 0x01c8, 0x01c9, 0x01ca, 0x01cb, 0x01cc, 0x01cd,
    0x01ce, 0x01cf, 0x01d0, 0x01d1, 0x01d2, 0x01d3, 0x01d4, 0x01d5, 0x01d6, 0x01d7, 0x01d8, 0x01d9, 0x01da, 0x01db,
    0x01dc, 0x01dd, 0x01de, 0x01df, 0x01e0, 0x01e1, 0x01e2, 0x01e3, 0x01e4, 0x01e5, 0x01e6, 0x01e7, 0x01e8, 0x01e9,
    0x01ea, 0x01eb, 0x01ec, 0x01ed, 0x01ee, 0x01ef, 0x01f0, 0x01f1, 0x01f2, 0x01f3, 0x01f4, 0x01f5, 0x01f6, 0x01f7,
    0x01f8, 0x01f9, 0x01fa, 0x01fb, 0x01fc, 0x01fd, 0x01fe, 0x01ff, 0x0200, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205,
    0x0206, 0x0207, 0x0208, 0x0209, 0x020a, 0x020b, 0x020c, 0x020d, 0x020e, 0x020f, 0x0210, 0x0211, 0x0212, 0x0213,
    0x0214, 0x0215, 0x0216, 0x0217, 0x0218, 0x0219, 0x021a, 0x021b, 0x021c, 0x021d, 0x021e, 0x021f, 0x0220, 0x0221,
    0x0222, 0x0223, 0x0224, 0x0225, 0x0226, 0x0227, 0x0228, 0x0229, 0x022a, 0x022b, 0x022c, 0x022d, 0x022e, 0x022f,
    0x0230, 0x0231, 0x0232, 0x0233, 0x0234, 0x0235, 0x0236, 0x0237, 0x0238, 0x0239, 0x023a, 0x023b, 0x023c, 0x023d,
    0x023e, 0x023f, 0x0240, 0x0241, 0x0242, 0x0243, 0x0244, 0x0245, 0x0246, 0x0247, 0x0248, 0x0249, 0x024a, 0x024b,
    0x024c, 0x024d, 0x024e, 0x024f, 0x0250, 0x0251, 0x0252, 0x0253, 0x0254, 0x0255, 0x0256, 0x0257, 0x0258, 0x0259,
    0x025a, 0x025b, 0x025c, 0x025d, 0x025e, 0x025f, 0x0260, 0x0261, 0x0262, 0x0263, 0x0264, 0x0265, 0x0266, 0x0267,
    0x0268, 0x0269, 0x026a, 0x026b, 0x026c, 0x026d, 0x026e, 0x026f, 0x0270, 0x0271, 0x0272, 0x0273, 0x0274, 0x0275,
    0x0276, 0x0277, 0x0278, 0x0279, 0x027a, 0x027b, 0x027c, 0x027d, 0x027e, 0x027f, 0x0280, 0x0281, 0x0282, 0x0283,
    0x0284, 0x0285, 0x0286, 0x0287, 0x0288, 0x0289, 0x028a, 0x028b, 0x028c, 0x028d, 0x028e, 0x028f, 0x0290, 0x0291,
    0x0292, 0x0293, 0x0294, 0x0295, 0x0296, 0x0297, 0x0298, 0x0299, 0x029a, 0x029b, 0x029c, 0x029d, 0x029e, 0x029f,
    0x02a0, 0x02a1, 0x02a2, 0x02a3, 0x02a4, 0x02a5, 0x02a6, 0x02a7, 0x02a8, 0x02a9, 0x02aa, 0x02ab, 0x02ac, 0x02ad,
    0x02ae, 0x02af, 0x02b0, 0x02b1, 0x02b2, 0x02b3, 0x02b4, 0x02b5, 0x02b6, 0x02b7, 0x02b8, 0x02b9, 0x02ba, 0x02bb,
    0x02bc, 0x02bd, 0x02be, 0x02bf, 0x02c0, 0x02c1, 0x02c2, 0x02c3, 0x02c4, 0x02c5, 0x02c6, 0x02c7, 0x02c8, 0x02c9,
    0x02ca, 0x02cb, 0x02cc, 0x02cd, 0x02ce, 0x02cf, 0x02d0, 0x02d1, 0x02d2, 0x02d3, 0x02d4, 0x02d5, 0x02d6, 0x02d7,
    0x02d8, 0x02d9, 0x02da, 0x02db, 0x02dc, 0x02dd, 0x02de, 0x02df, 0x02e0, 0x02e1, 0x02e2, 0x02e3, 0x02e4, 0x02e5,
    0x02e6, 0x02e7, 0x02e8, 0x02e9, 0x02ea, 0x02eb, 0x02ec, 0x02ed, 0x02ee, 0x02ef, 0x02f0, 0x02f1, 0x02f2, 0x02f3,
    0x02f4, 0x02f5, 0x02f6, 0x02f7, 0x02f8, 0x02f9, 0x02fa, 0x02fb, 0x02fc, 0x02fd, 0x02fe, 0x02ff, 0x0300, 0x0301,
    0x0302, 0x0303, 0x0304, 0x0305, 0x0306, 0x0307, 0x0308, 0x0309, 0x030a, 0x030b, 0x030c, 0x030d, 0x030e, 0x030f,
    0x0310, 0x0311, 0x0312, 0x0313, 0x0314, 0x0315, 0x0316, 0x0317, 0x0318, 0x0319, 0x031a, 0x031b, 0x031c, 0x031d,
    0x031e, 0x031f, 0x0320, 0x0321, 0x0322, 0x0323, 0x0324, 0x0325, 0x0326, 0x0327, 0x0328, 0x0329, 0x032a, 0x032b,
    0x032c, 0x032d, 0x032e, 0x032f, 0x0330, 0x0331, 0x0332, 0x0333, 0x0334, 0x0335, 0x0336, 0x0337, 0x0338, 0x0339,
    0x033a, 0x033b, 0x033c, 0x033d, 0x033e, 0x033f, 0x0340, 0x0341, 0x0342, 0x0343, 0x0344, 0x0345, 0x0346, 0x0347,
    0x0348, 0x0349, 0x034a, 0x034b, 0x034c, 0x034d, 0x034e, 0x034f, 0x0350, 0x0351, 0x0352, 0x0353, 0x0354, 0x0355,
    0x0356, 0x0357, 0x0358, 0x0359, 0x035a, 0x035b, 0x035c, 0x035d, 0x035e, 0x035f, 0x0360, 0x0361, 0x0362, 0x0363,
    0x0364, 0x0365, 0x0366, 0x0367, 0x0368, 0x0369, 0x036a, 0x036b, 0x036c, 0x036d, 0x036e, 0x036f, 0x0370, 0x0371,
    0x0372, 0x0373, 0x0374, 0x0375, 0x0376, 0x0377, 0x0378, 0x0379, 0x037a, 0x037b, 0x037c, 0x037d, 0x037e, 0x037f,
    0x0380, 0x0381, 0x0382, 0x0383, 0x0384, 0x0385, 0x0386, 0x0387, 0x0388, 0x0389, 0x038a, 0x038b, 0x038c, 0x038d,
    0x038e, 0x038f, 0x0390, 0x0391, 0x0392, 0x0393, 0x0394, 0x0395, 0x0396, 0x0397, 0x0398, 0x0399, 0x039a, 0x039b,
    0x039c, 0x039d, 0x039e, 0x039f, 0x03a0, 0x03a1, 0x03a2, 0x03a3, 0x03a4, 0x03a5, 0x03a6, 0x03a7, 0x03a8, 0x03a9,
    0x03aa, 0x03ab, 0x03ac, 0x03ad, 0x03ae, 0x03af, 0x03b0, 0x03b1, 0x03b2, 0x03b3, 0x03b4, 0x03b5, 0x03b6, 0x03b7,
    0x03b8, 0x03b9, 0x03ba, 0x03bb, 0x03bc, 0x03bd, 0x03be, 0x03bf, 0x03c0, 0x03c1, 0x03c2, 0x03c3, 0x03c4, 0x03c5,
    0x03c6, 0x03c7, 0x03c8, 0x03c9, 0x03ca, 0x03cb, 0x03cc, 0x03cd, 0x03ce, 0x03cf, 0x03d0, 0x03d1, 0x03d2, 0x03d3,
    0x03d4, 0x03d5, 0x03d6, 0x03d7, 0x03d8, 0x03d9, 0x03da, 0x03db, 0x03dc, 0x03dd, 0x03de, 0x03df, 0x03e0, 0x03e1,
    0x03e2, 0x03e3, 0x03e4, 0x03e5, 0x03e6, 0x03e7, 0x03e8, 0x03e9, 0x03ea, 0x03eb, 0x03ec, 0x03ed, 0x03ee, 0x03ef,
    0x03f0, 0x03f1, 0x03f2, 0x03f3, 0x03f4, 0x03f5, 0x03f6, 0x03f7, 0x03f8, 0x03f9, 0x03fa, 0x03fb, 0x03fc, 0x03fd,
    0x03fe, 0x03ff, 0x0400, 0x0401, 0x0402, 0x0403, 0x0404, 0x0405, 0x0406, 0x0407, 0x0408, 0x0409, 0x040a, 0x040b,
    0x040c, 0x040d, 0x040e, 0x040f, 0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417, 0x0418, 0x0419,
    0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x0420, 0x0421, 0x0422, 0x0423, 0x0424, 0x0425, 0x0426, 0x0427,
    0x0428, 0x0429, 0x042a, 0x042b, 0x042c, 0x042d, 0x042e, 0x042f, 0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435,
    0x0436, 0x0437, 0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e, 0x043f, 0x0440, 0x0441, 0x0442, 0x0443,
    0x0444, 0x0445, 0x0446, 0x0447, 0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d, 0x044e, 0x044f, 0x0450, 0x0451,
    0x0452, 0x0453, 0x0454, 0x0455, 0x0456, 0x0457, 0x0458, 0x0459, 0x045a, 0x045b, 0x045c, 0x045d, 0x045e, 0x045f,
    0x0460, 0x0461, 0x0462, 0x0463, 0x0464, 0x0465, 0x0466, 0x0467, 0x0468, 0x0469, 0x046a, 0x046b, 0x046c, 0x046d,
    0x046e, 0x046f, 0x0470, 0x0471, 0x0472, 0x0473, 0x0474, 0x0475, 0x0476, 0x0477, 0x0478, 0x0479, 0x047a, 0x047b,
    0x047c, 0x047d, 0x047e, 0x047f, 0x0480, 0x0481, 0x0482, 0x0483, 0x0484, 0x0485, 0x0486, 0x0487, 0x0488, 0x0489,
    0x048a, 0x048b, 0x048c, 0x048d, 0x048e, 0x048f, 0x0490, 0x0491, 0x0492, 0x0493, 0x0494, 0x0495, 0x0496, 0x0497,
    0x0498, 0x0499, 0x049a, 0x049b, 0x049c, 0x049d, 0x049e, 0x049f, 0x04a0, 0x04a1, 0x04a2, 0x04a3, 0x04a4, 0x04a5,
    0x04a6, 0x04a7, 0x04a8, 0x04a9, 0x04aa, 0x04ab, 0x04ac, 0x04ad, 0x04ae, 0x04af, 0x04b0, 0x04b1, 0x04b2, 0x04b3,
    0x04b4, 0x04b5, 0x04b6, 0x04b7, 0x04b8, 0x04b9, 0x04ba, 0x04bb, 0x04bc, 0x04bd, 0x04be, 0x04bf, 0x04c0, 0x04c1,
    0x04c2, 0x04c3, 0x04c4, 0x04c5, 0x04c6, 0x04c7, 0x04c8, 0x04c9, 0x04ca, 0x04cb, 0x04cc, 0x04cd, 0x04ce, 0x04cf,
    0x04d0, 0x04d1, 0x04d2, 0x04d3, 0x04d4, 0x04d5, 0x04d6, 0x04d7, 0x04d8, 0x04d9, 0x04da, 0x04db, 0x04dc, 0x04dd,
    0x04de, 0x04df, 0x04e0, 0x04e1, 0x04e2, 0x04e3, 0x04e4, 0x04e5, 0x04e6, 0x04e7, 0x04e8, 0x04e9, 0x04ea, 0x04eb,
    0x04ec, 0x04ed, 0x04ee, 0x04ef, 0x04f0, 0x04f1, 0x04f2, 0x04f3, 0x04f4, 0x04f5, 0x04f6, 0x04f7, 0x04f8, 0x04f9,
    0x04fa, 0x04fb, 0x04fc, 0x04fd, 0x04fe, 0x04ff, 0x0500, 0x0501, 0x0502, 0x0503, 0x0504, 0x0505, 0x0506, 0x0507,
    0x0508, 0x0509, 0x050a, 0x050b, 0x050c, 0x050d, 0x050e, 0x050f, 0x0510, 0x0511, 0x0512, 0x0513, 0x0514, 0x0515,
    0x0516, 0x0517, 0x0518, 0x0519, 0x051a, 0x051b, 0x051c, 0x051d, 0x051e, 0x051f, 0x0520, 0x0521, 0x0522, 0x0523,
    0x0524, 0x0525, 0x0526, 0x0527, 0x0528, 0x0529, 0x052a, 0x052b, 0x052c, 0x052d, 0x052e, 0x052f, 0x0530, 0x0531,
    0x0532, 0x0533, 0x0534, 0x0535, 0x0536, 0x0537, 0x0538, 0x0539, 0x053a, 0x053b, 0x053c, 0x053d, 0x053e, 0x053f,
    0x0540, 0x0541, 0x0542, 0x0543, 0x0544, 0x0545, 0x0546, 0x0547, 0x0548, 0x0549, 0x054a, 0x054b, 0x054c, 0x054d,
    0x054e, 0x054f, 0x0550, 0x0551, 0x0552, 0x0553, 0x0554, 0x0555, 0x0556, 0x0557, 0x0558, 0x0559, 0x055a, 0x055b,
    0x055c, 0x055d, 0x055e, 0x055f, 0x0560, 0x0561, 0x0562, 0x0563, 0x0564, 0x0565, 0x0566, 0x0567, 0x0568, 0x0569,
    0x056a, 0x056b, 0x056c, 0x056d, 0x056e, 0x056f, 0x0570, 0x0571, 0x0572, 0x0573, 0x0574, 0x0575, 0x0576, 0x0577,
    0x0578, 0x0579, 0x057a, 0x057b, 0x057c, 0x057d, 0x057e, 0x057f, 0x0580, 0x0581, 0x0582, 0x0583, 0x0584, 0x0585,
    0x0586, 0x0587, 0x0588, 0x0589, 0x058a, 0x058b, 0x058c, 0x058d, 0x058e, 0x058f, 0x0590, 0x0591, 0x0592, 0x0593,
    0x0594, 0x0595, 0x0596, 0x0597, 0x0598, 0x0599, 0x059a, 0x059b, 0x059c, 0x059d, 0x059e, 0x059f, 0x05a0, 0x05a1,
    0x05a2, 0x05a3, 0x05a4, 0x05a5, 0x05a6, 0x05a7, 0x05a8, 0x05a9, 0x05aa, 0x05ab, 0x05ac, 0x05ad, 0x05ae, 0x05af,
    0x05b0, 0x05b1, 0x05b2, 0x05b3, 0x05b4, 0x05b5, 0x05b6, 0x05b7, 0x05b8, 0x05b9, 0x05ba, 0x05bb, 0x05bc, 0x05bd,
    0x05be, 0x05bf, 0x05c0, 0x05c1, 0x05c2, 0x05c3, 0x05c4, 0x05c5, 0x05c6, 0x05c7, 0x05c8, 0x05c9, 0x05ca, 0x05cb,
    0x05cc, 0x05cd, 0x05ce, 0x05cf, 0x05d0, 0x05d1, 0x05d2, 0x05d3, 0x05d4, 0x05d5, 0x05d6, 0x05d7, 0x05d8, 0x05d9,
    0x05da, 0x05db, 0x05dc, 0x05dd, 0x05de, 0x05df, 0x05e0, 0x05e1, 0x05e2, 0x05e3, 0x05e4, 0x05e5, 0x05e6, 0x05e7,
    0x05e8, 0x05e9, 0x05ea, 0x05eb, 0x05ec, 0x05ed, 0x05ee, 0x05ef, 0x05f0, 0x05f1, 0x05f2, 0x05f3, 0x05f4, 0x05f5,
    0x05f6, 0x05f7, 0x05f8, 0x05f9, 0x05fa, 0x05fb, 0x05fc, 0x05fd, 0x05fe, 0x05ff, 0x0600, 0x0601, 0x0602, 0x0603,
    0x0604, 0x0605, 0x0606, 0x0607, 0x0608, 0x0609, 0x060a, 0x060b, 0x060c, 0x060d, 0x060e, 0x060f, 0x0610, 0x0611,
    0x0612, 0x0613, 0x0614, 0x0615, 0x0616, 0x0617, 0x0618, 0x0619, 0x061a, 0x061b, 0x061c, 0x061d, 0x061e, 0x061f,
    0x0620, 0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627, 0x0628, 0x0629, 0x062a, 0x062b, 0x062c, 0x062d,
    0x062e, 0x062f, 0x0630, 0x0631, 0x0632, 0x0633, 0x0634, 0x0635, 0x0636, 0x0637, 0x0638, 0x0639, 0x063a, 0x063b,
    0x063c, 0x063d, 0x063e, 0x063f, 0x0640, 0x0641, 0x0642, 0x0643, 0x0644, 0x0645, 0x0646, 0x0647, 0x0648, 0x0649,
    0x064a, 0x064b, 0x064c, 0x064d, 0x064e, 0x064f, 0x0650, 0x0651, 0x0652, 0x0653, 0x0654, 0x0655, 0x0656, 0x0657,
    0x0658, 0x0659, 0x065a, 0x065b, 0x065c, 0x065d, 0x065e, 0x065f, 0x0660, 0x0661, 0x0662, 0x0663, 0x0664, 0x0665,
    0x0666, 0x0667, 0x0668, 0x0669, 0x066a, 0x066b, 0x066c, 0x066d, 0x066e, 0x066f, 0x0670, 0x0671, 0x0672, 0x0673,
    0x0674, 0x0675, 0x0676, 0x0677, 0x0678, 0x0679, 0x067a, 0x067b, 0x067c, 0x067d, 0x067e, 0x067f, 0x0680, 0x0681,
    0x0682, 0x0683, 0x0684, 0x0685, 0x0686, 0x0687, 0x0688, 0x0689, 0x068a, 0x068b, 0x068c, 0x068d, 0x068e, 0x068f,
    0x0690, 0x0691, 0x0692, 0x0693, 0x0694, 0x0695, 0x0696, 0x0697, 0x0698, 0x0699, 0x069a, 0x069b, 0x069c, 0x069d,
    0x069e, 0x069f, 0x06a0, 0x06a1, 0x06a2, 0x06a3, 0x06a4, 0x06a5, 0x06a6, 0x06a7, 0x06a8, 0x06a9, 0x06aa, 0x06ab,
    0x06ac, 0x06ad, 0x06ae, 0x06af, 0x06b0, 0x06b1, 0x06b2, 0x06b3, 0x06b4, 0x06b5, 0x06b6, 0x06b7, 0x06b8, 0x06b9,
    0x06ba, 0x06bb, 0x06bc, 0x06bd, 0x06be, 0x06bf, 0x06c0, 0x06c1, 0x06c2, 0x06c3, 0x06c4, 0x06c5, 0x06c6, 0x06c7,
    0x06c8, 0x06c9, 0x06ca, 0x06cb, 0x06cc, 0x06cd, 0x06ce, 0x06cf, 0x06d0, 0x06d1, 0x06d2, 0x06d3, 0x06d4, 0x06d5,
    0x06d6, 0x06d7, 0x06d8, 0x06d9, 0x06da, 0x06db, 0x06dc, 0x06dd, 0x06de, 0x06df, 0x06e0, 0x06e1, 0x06e2, 0x06e3,
    0x06e4, 0x06e5, 0x06e6, 0x06e7, 0x06e8, 0x06e9, 0x06ea, 0x06eb, 0x06ec, 0x06ed, 0x06ee, 0x06ef, 0x06f0, 0x06f1,
    0x06f2, 0x06f3, 0x06f4, 0x06f5, 0x06f6, 0x06f7, 0x06f8, 0x06f9, 0x06fa, 0x06fb, 0x06fc, 0x06fd, 0x06fe, 0x06ff,
    0x0700, 0x0701, 0x0702, 0x0703, 0x0704, 0x0705, 0x0706, 0x0707, 0x0708, 0x0709, 0x070a, 0x070b, 0x070c, 0x070d,
    0x070e, 0x070f, 0x0710, 0x0711, 0x0712, 0x0713, 0x0714, 0x0715, 0x0716, 0x0717, 0x0718, 0x0719, 0x071a, 0x071b,
    0x071c, 0x071d, 0x071e, 0x071f, 0x0720, 0x0721, 0x0722, 0x0723, 0x0724, 0x0725, 0x0726, 0x0727, 0x0728, 0x0729,
    0x072a, 0x072b, 0x072c, 0x072d, 0x072e, 0x072f, 0x0730, 0x0731, 0x0732, 0x0733, 0x0734, 0x0735, 0x0736, 0x0737,
    0x0738, 0x0739, 0x073a, 0x073b, 0x073c, 0x073d, 0x073e, 0x073f, 0x0740, 0x0741, 0x0742, 0x0743, 0x0744, 0x0745,
    0x0746, 0x0747, 0x0748, 0x0749, 0x074a, 0x074b, 0x074c, 0x074d, 0x074e, 0x074f, 0x0750, 0x0751, 0x0752, 0x0753,
    0x0754, 0x0755, 0x0756, 0x0757, 0x0758, 0x0759, 0x075a, 0x075b, 0x075c, 0x075d, 0x075e, 0x075f, 0x0760, 0x0761,
    0x0762, 0x0763, 0x0764, 0x0765, 0x0766, 0x0767, 0x0768, 0x0769, 0x076a, 0x076b, 0x076c, 0x076d, 0x076e, 0x076f,
    0x0770, 0x0771, 0x0772, 0x0773, 0x0774, 0x0775, 0x0776, 0x0777, 0x0778, 0x0779, 0x077a, 0x077b, 0x077c, 0x077d,
    0x077e, 0x077f, 0x0780, 0x0781, 0x0782, 0x0783, 0x0784, 0x0785, 0x0786, 0x0787, 0x0788, 0x0789, 0x078a, 0x078b,
    0x078c, 0x078d, 0x078e, 0x078f, 0x0790, 0x0791, 0x0792, 0x0793, 0x0794, 0x0795, 0x0796, 0x0797, 0x0798, 0x0799,
    0x079a, 0x079b, 0x079c, 0x079d, 0x079e, 0x079f, 0x07a0, 0x07a1, 0x07a2, 0x07a3, 0x07a4, 0x07a5, 0x07a6, 0x07a7,
    0x07a8, 0x07a9, 0x07aa, 0x07ab, 0x07ac, 0x07ad, 0x07ae, 0x07af, 0x07b0, 0x07b1, 0x07b2, 0x07b3, 0x07b4, 0x07b5,
    0x07b6, 0x07b7, 0x07b8, 0x07b9, 0x07ba, 0x07bb, 0x07bc, 0x07bd, 0x07be, 0x07bf, 0x07c0, 0x07c1, 0x07c2, 0x07c3,
    0x07c4, 0x07c5, 0x07c6, 0x07c7, 0x07c8, 0x07c9, 0x07ca, 0x07cb, 0x07cc, 0x07cd, 0x07ce, 0x07cf, 0x07d0, 0x07d1,
    0x07d2, 0x07d3, 0x07d4, 0x07d5, 0x07d6, 0x07d7, 0x07d8, 0x07d9, 0x07da, 0x07db, 0x07dc, 0x07dd, 0x07de, 0x07df,
    0x07e0, 0x07e1, 0x07e2, 0x07e3, 0x07e4, 0x07e5, 0x07e6, 0x07e7, 0x07e8, 0x07e9, 0x07ea, 0x07eb, 0x07ec, 0x07ed,
    0x07ee, 0x07ef, 0x07f0, 0x07f1, 0x07f2, 0x07f3, 0x07f4, 0x07f5, 0x07f6, 0x07f7, 0x07f8, 0x07f9, 0x07fa, 0x07fb,
    0x07fc, 0x07fd, 0x07fe, 0x07ff, 0x0800, 0x0801, 0x0802, 0x0803, 0x0804, 0x0805, 0x0806, 0x0807, 0x0808, 0x0809,
    0x080a, 0x080b, 0x080c, 0x080d, 0x080e, 0x080f, 0x0810, 0x0811, 0x0812, 0x0813, 0x0814, 0x0815, 0x0816, 0x0817,
    0x0818, 0x0819, 0x081a, 0x081b, 0x081c, 0x081d, 0x081e, 0x081f, 0x0820, 0x0821, 0x0822, 0x0823, 0x0824, 0x0825,
    0x0826, 0x0827, 0x0828, 0x0829, 0x082a, 0x082b, 0x082c, 0x082d, 0x082e, 0x082f, 0x0830, 0x0831, 0x0832, 0x0833,
    0x0834, 0x0835, 0x0836, 0x0837, 0x0838, 0x0839, 0x083a, 0x083b, 0x083c, 0x083d, 0x083e, 0x083f, 0x0840, 0x0841,
    0x0842, 0x0843, 0x0844, 0x0845, 0x0846, 0x0847, 0x0848, 0x0849, 0x084a, 0x084b, 0x084c, 0x084d, 0x084e, 0x084f,
    0x0850, 0x0851, 0x0852, 0x0853, 0x0854, 0x0855, 0x0856, 0x0857, 0x0858, 0x0859, 0x085a, 0x085b, 0x085c, 0x085d,
    0x085e, 0x085f, 0x0860, 0x0861, 0x0862, 0x0863, 0x0864, 0x0865, 0x0866, 0x0867, 0x0868, 0x0869, 0x086a, 0x086b,
    0x086c, 0x086d, 0x086e, 0x086f, 0x0870, 0x0871, 0x0872, 0x0873, 0x0874, 0x0875, 0x0876, 0x0877, 0x0878, 0x0879,
    0x087a, 0x087b, 0x087c, 0x087d, 0x087e, 0x087f, 0x0880, 0x0881, 0x0882, 0x0883, 0x0884, 0x0885, 0x0886, 0x0887,
    0x0888, 0x0889, 0x088a, 0x088b, 0x088c, 0x088d, 0x088e, 0x088f, 0x0890, 0x0891, 0x0892, 0x0893, 0x0894, 0x0895,
    0x0896, 0x0897, 0x0898, 0x0899, 0x089a, 0x089b, 0x089c, 0x089d, 0x089e, 0x089f, 0x08a0, 0x08a1, 0x08a2, 0x08a3,
    0x08a4, 0x08a5, 0x08a6, 0x08a7, 0x08a8, 0x08a9, 0x08aa, 0x08ab, 0x08ac, 0x08ad, 0x08ae, 0x08af, 0x08b0, 0x08b1,
    0x08b2, 0x08b3, 0x08b4, 0x08b5, 0x08b6, 0x08b7, 0x08b8, 0x08b9, 0x08ba, 0x08bb, 0x08bc, 0x08bd, 0x08be, 0x08bf,
    0x08c0, 0x08c1, 0x08c2, 0x08c3, 0x08c4, 0x08c5, 0x08c6, 0x08c7, 0x08c8, 0x08c9, 0x08ca, 0x08cb, 0x08cc, 0x08cd,
    0x08ce, 0x08cf, 0x08d0, 0x08d1, 0x08d2, 0x08d3, 0x08d4, 0x08d5, 0x08d6, 0x08d7, 0x08d8, 0x08d9, 0x08da, 0x08db,
    0x08dc, 0x08dd, 0x08de, 0x08df, 0x08e0, 0x08e1, 0x08e2, 0x08e3, 0x08e4, 0x08e5, 0x08e6, 0x08e7, 0x08e8, 0x08e9,
    0x08ea, 0x08eb, 0x08ec, 0x08ed, 0x08ee, 0x08ef, 0x08f0, 0x08f1, 0x08f2, 0x08f3, 0x08f4, 0x08f5, 0x08f6, 0x08f7,
    0x08f8, 0x08f9, 0x08fa, 0x08fb, 0x08fc, 0x08fd, 0x08fe, 0x08ff, 0x0900, 0x0901, 0x0902, 0x0903, 0x0904, 0x0905,
    0x0906, 0x0907, 0x0908, 0x0909, 0x090a, 0x090b, 0x090c, 0x090d, 0x090e, 0x090f, 0x0910, 0x0911, 0x0912, 0x0913,
    0x0914, 0x0915, 0x0916, 0x0917, 0x0918, 0x0919, 0x091a, 0x091b, 0x091c, 0x091d, 0x091e, 0x091f, 0x0920, 0x0921,
    0x0922, 0x0923, 0x0924, 0x0925, 0x0926, 0x0927, 0x0928, 0x0929, 0x092a, 0x092b, 0x092c, 0x092d, 0x092e, 0x092f,
    0x0930, 0x0931, 0x0932, 0x0933, 0x0934, 0x0935, 0x0936, 0x0937, 0x0938, 0x0939, 0x093a, 0x093b, 0x093c, 0x093d,
    0x093e, 0x093f, 0x0940, 0x0941, 0x0942, 0x0943, 0x0944, 0x0945, 0x0946, 0x0947, 0x0948, 0x0949, 0x094a, 0x094b,
    0x094c, 0x094d, 0x094e, 0x094f, 0x0950, 0x0951, 0x0952, 0x0953, 0x0954, 0x0955, 0x0956, 0x0957, 0x0958, 0x0959,
    0x095a, 0x095b, 0x095c, 0x095d, 0x095e, 0x095f, 0x0960, 0x0961, 0x0962, 0x0963, 0x0964, 0x0965, 0x0966, 0x0967,
    0x0968, 0x0969, 0x096a, 0x096b, 0x096c, 0x096d, 0x096e, 0x096f, 0x0970, 0x0971, 0x0972, 0x0973, 0x0974, 0x0975,
    0x0976, 0x0977, 0x0978, 0x0979, 0x097a, 0x097b, 0x097c, 0x097d, 0x097e, 0x097f, 0x0980, 0x0981, 0x0982, 0x0983,
    0x0984, 0x0985, 0x0986, 0x0987, 0x0988, 0x0989, 0x098a, 0x098b, 0x098c, 0x098d, 0x098e, 0x098f, 0x0990, 0x0991,
    0x0992, 0x0993, 0x0994, 0x0995, 0x0996, 0x0997, 0x0998, 0x0999, 0x099a, 0x099b, 0x099c, 0x099d, 0x099e, 0x099f,
    0x09a0, 0x09a1, 0x09a2, 0x09a3, 0x09a4, 0x09a5, 0x09a6, 0x09a7, 0x09a8, 0x09a9, 0x09aa, 0x09ab, 0x09ac, 0x09ad,
    0x09ae, 0x09af, 0x09b0, 0x09b1, 0x09b2, 0x09b3, 0x09b4, 0x09b5, 0x09b6, 0x09b7, 0x09b8, 0x09b9, 0x09ba, 0x09bb,
    0x09bc, 0x09bd, 0x09be, 0x09bf, 0x09c0, 0x09c1, 0x09c2, 0x09c3, 0x09c4, 0x09c5, 0x09c6, 0x09c7, 0x09c8, 0x09c9,
    0x09ca, 0x09cb, 0x09cc, 0x09cd, 0x09ce, 0x09cf, 0x09d0, 0x09d1, 0x09d2, 0x09d3, 0x09d4, 0x09d5, 0x09d6, 0x09d7,
    0x09d8, 0x09d9, 0x09da, 0x09db, 0x09dc, 0x09dd, 0x09de, 0x09df, 0x09e0, 0x09e1, 0x09e2, 0x09e3, 0x09e4, 0x09e5,
    0x09e6, 0x09e7, 0x09e8, 0x09e9, 0x09ea, 0x09eb, 0x09ec, 0x09ed, 0x09ee, 0x09ef, 0x09f0, 0x09f1, 0x09f2, 0x09f3,
    0x09f4, 0x09f5, 0x09f6, 0x09f7, 0x09f8, 0x09f9, 0x09fa, 0x09fb, 0x09fc, 0x09fd, 0x09fe, 0x09ff, 0x0a00, 0x0a01,
    0x0a02, 0x0a03, 0x0a04, 0x0a05, 0x0a06, 0x0a07, 0x0a08, 0x0a09, 0x0a0a, 0x0a0b, 0x0a0c, 0x0a0d, 0x0a0e, 0x0a0f,
    0x0a10, 0x0a11, 0x0a12, 0x0a13, 0x0a14, 0x0a15, 0x0a16, 0x0a17, 0x0a18, 0x0a19, 0x0a1a, 0x0a1b, 0x0a1c, 0x0a1d,
    0x0a1e, 0x0a1f, 0x0a20, 0x0a21, 0x0a22, 0x0a23, 0x0a24, 0x0a25, 0x0a26, 0x0a27, 0x0a28, 0x0a29, 0x0a2a, 0x0a2b,
    0x0a2c, 0x0a2d, 0x0a2e, 0x0a2f, 0x0a30, 0x0a31, 0x0a32, 0x0a33, 0x0a34, 0x0a35, 0x0a36, 0x0a37, 0x0a38, 0x0a39,
    0x0a3a, 0x0a3b, 0x0a3c, 0x0a3d, 0x0a3e, 0x0a3f, 0x0a40, 0x0a41, 0x0a42, 0x0a43, 0x0a44, 0x0a45, 0x0a46, 0x0a47,
    0x0a48, 0x0a49, 0x0a4a, 0x0a4b, 0x0a4c, 0x0a4d, 0x0a4e, 0x0a4f, 0x0a50, 0x0a51, 0x0a52, 0x0a53, 0x0a54, 0x0a55,
    0x0a56, 0x0a57, 0x0a58, 0x0a59, 0x0a5a, 0x0a5b, 0x0a5c, 0x0a5d, 0x0a5e, 0x0a5f, 0x0a60, 0x0a61, 0x0a62, 0x0a63,
    0x0a64, 0x0a65, 0x0a66, 0x0a67, 0x0a68, 0x0a69, 0x0a6a, 0x0a6b, 0x0a6c, 0x0a6d, 0x0a6e, 0x0a6f, 0x0a70, 0x0a71,
    0x0a72, 0x0a73, 0x0a74, 0x0a75, 0x0a76, 0x0a77, 0x0a78, 0x0a79, 0x0a7a, 0x0a7b, 0x0a7c, 0x0a7d, 0x0a7e, 0x0a7f,
    0x0a80, 0x0a81, 0x0a82, 0x0a83, 0x0a84, 0x0a85, 0x0a86, 0x0a87, 0x0a88, 0x0a89, 0x0a8a, 0x0a8b, 0x0a8c, 0x0a8d,
    0x0a8e, 0x0a8f, 0x0a90, 0x0a91, 0x0a92, 0x0a93, 0x0a94, 0x0a95, 0x0a96, 0x0a97, 0x0a98, 0x0a99, 0x0a9a, 0x0a9b,
    0x0a9c, 0x0a9d, 0x0a9e, 0x0a9f, 0x0aa0, 0x0aa1, 0x0aa2, 0x0aa3, 0x0aa4, 0x0aa5, 0x0aa6, 0x0aa7, 0x0aa8, 0x0aa9,
    0x0aaa, 0x0aab, 0x0aac, 0x0aad, 0x0aae, 0x0aaf, 0x0ab0, 0x0ab1, 0x0ab2, 0x0ab3, 0x0ab4, 0x0ab5, 0x0ab6, 0x0ab7,
    0x0ab8, 0x0ab9, 0x0aba, 0x0abb, 0x0abc, 0x0abd, 0x0abe, 0x0abf, 0x0ac0, 0x0ac1, 0x0ac2, 0x0ac3, 0x0ac4, 0x0ac5,
    0x0ac6, 0x0ac7, 0x0ac8, 0x0ac9, 0x0aca, 0x0acb, 0x0acc, 0x0acd, 0x0ace, 0x0acf, 0x0ad0, 0x0ad1, 0x0ad2, 0x0ad3,
    0x0ad4, 0x0ad5, 0x0ad6, 0x0ad7, 0x0ad8, 0x0ad9, 0x0ada, 0x0adb, 0x0adc, 0x0add, 0x0ade, 0x0adf, 0x0ae0, 0x0ae1,
    0x0ae2, 0x0ae3, 0x0ae4, 0x0ae5, 0x0ae6, 0x0ae7, 0x0ae8, 0x0ae9, 0x0aea, 0x0aeb, 0x0aec, 0x0aed, 0x0aee, 0x0aef,
    0x0af0, 0x0af1, 0x0af2, 0x0af3, 0x0af4, 0x0af5, 0x0af6, 0x0af7, 0x0af8, 0x0af9, 0x0afa, 0x0afb, 0x0afc, 0x0afd,
    0x0afe, 0x0aff, 0x0b00, 0x0b01, 0x0b02, 0x0b03, 0x0b04, 0x0b05, 0x0b06, 0x0b07, 0x0b08, 0x0b09, 0x0b0a, 0x0b0b,
    0x0b0c, 0x0b0d, 0x0b0e, 0x0b0f, 0x0b10, 0x0b11, 0x0b12, 0x0b13, 0x0b14, 0x0b15, 0x0b16, 0x0b17, 0x0b18, 0x0b19,
    0x0b1a, 0x0b1b, 0x0b1c, 0x0b1d, 0x0b1e, 0x0b1f, 0x0b20, 0x0b21, 0x0b22, 0x0b23, 0x0b24, 0x0b25, 0x0b26, 0x0b27,
    0x0b28, 0x0b29, 0x0b2a, 0x0b2b, 0x0b2c, 0x0b2d, 0x0b2e, 0x0b2f, 0x0b30, 0x0b31, 0x0b32, 0x0b33, 0x0b34, 0x0b35,
    0x0b36, 0x0b37, 0x0b38, 0x0b39, 0x0b3a, 0x0b3b, 0x0b3c, 0x0b3d, 0x0b3e, 0x0b3f, 0x0b40, 0x0b41, 0x0b42, 0x0b43,
    0x0b44, 0x0b45, 0x0b46, 0x0b47, 0x0b48, 0x0b49, 0x0b4a, 0x0b4b, 0x0b4c, 0x0b4d, 0x0b4e, 0x0b4f, 0x0b50, 0x0b51,
    0x0b52, 0x0b53, 0x0b54, 0x0b55, 0x0b56, 0x0b57, 0x0b58, 0x0b59, 0x0b5a, 0x0b5b, 0x0b5c, 0x0b5d, 0x0b5e, 0x0b5f,
    0x0b60, 0x0b61, 0x0b62, 0x0b63, 0x0b64, 0x0b65, 0x0b66, 0x0b67, 0x0b68, 0x0b69, 0x0b6a, 0x0b6b, 0x0b6c, 0x0b6d,
    0x0b6e, 0x0b6f, 0x0b70, 0x0b71, 0x0b72, 0x0b73, 0x0b74, 0x0b75, 0x0b76, 0x0b77, 0x0b78, 0x0b79, 0x0b7a, 0x0b7b,
    0x0b7c, 0x0b7d, 0x0b7e, 0x0b7f, 0x0b80, 0x0b81, 0x0b82, 0x0b83, 0x0b84, 0x0b85, 0x0b86, 0x0b87, 0x0b88, 0x0b89,
    0x0b8a, 0x0b8b, 0x0b8c, 0x0b8d, 0x0b8e, 0x0b8f, 0x0b90, 0x0b91, 0x0b92, 0x0b93, 0x0b94, 0x0b95, 0x0b96, 0x0b97,
    0x0b98, 0x0b99, 0x0b9a, 0x0b9b, 0x0b9c, 0x0b9d, 0x0b9e, 0x0b9f, 0x0ba0, 0x0ba1, 0x0ba2, 0x0ba3, 0x0ba4, 0x0ba5,
    0x0ba6, 0x0ba7, 0x0ba8, 0x0ba9, 0x0baa, 0x0bab, 0x0bac, 0x0bad, 0x0bae, 0x0baf, 0x0bb0, 0x0bb1, 0x0bb2, 0x0bb3,
    0x0bb4, 0x0bb5, 0x0bb6, 0x0bb7, 0x0bb8, 0x0bb9, 0x0bba, 0x0bbb, 0x0bbc, 0x0bbd, 0x0bbe, 0x0bbf, 0x0bc0, 0x0bc1,
    0x0bc2, 0x0bc3, 0x0bc4, 0x0bc5, 0x0bc6, 0x0bc7, 0x0bc8, 0x0bc9, 0x0bca, 0x0bcb, 0x0bcc, 0x0bcd, 0x0bce, 0x0bcf,
    0x0bd0, 0x0bd1, 0x0bd2, 0x0bd3, 0x0bd4, 0x0bd5, 0x0bd6, 0x0bd7, 0x0bd8, 0x0bd9, 0x0bda, 0x0bdb, 0x0bdc, 0x0bdd,
    0x0bde, 0x0bdf, 0x0be0, 0x0be1, 0x0be2, 0x0be3, 0x0be4, 0x0be5, 0x0be6, 0x0be7, 0x0be8, 0x0be9, 0x0bea, 0x0beb,
    0x0bec, 0x0bed, 0x0bee, 0x0bef, 0x0bf0, 0x0bf1, 0x0bf2, 0x0bf3, 0x0bf4, 0x0bf5, 0x0bf6, 0x0bf7, 0x0bf8, 0x0bf9,
    0x0bfa, 0x0bfb, 0x0bfc, 0x0bfd, 0x0bfe, 0x0bff, 0x0c00, 0x0c01, 0x0c02, 0x0c03, 0x0c04, 0x0c05, 0x0c06, 0x0c07,
    0x0c08, 0x0c09, 0x0c0a, 0x0c0b, 0x0c0c, 0x0c0d, 0x0c0e, 0x0c0f, 0x0c10, 0x0c11, 0x0c12, 0x0c13, 0x0c14, 0x0c15,
    0x0c16, 0x0c17, 0x0c18, 0x0c19, 0x0c1a, 0x0c1b, 0x0c1c, 0x0c1d, 0x0c1e, 0x0c1f, 0x0c20, 0x0c21, 0x0c22, 0x0c23,
    0x0c24, 0x0c25, 0x0c26, 0x0c27, 0x0c28, 0x0c29, 0x0c2a, 0x0c2b, 0x0c2c, 0x0c2d, 0x0c2e, 0x0c2f, 0x0c30, 0x0c31,
    0x0c32, 0x0c33, 0x0c34, 0x0c35, 0x0c36, 0x0c37, 0x0c38, 0x0c39, 0x0c3a, 0x0c3b, 0x0c3c, 0x0c3d, 0x0c3e, 0x0c3f,
    0x0c40, 0x0c41, 0x0c42, 0x0c43, 0x0c44, 0x0c45, 0x0c46, 0x0c47, 0x0c48, 0x0c49, 0x0c4a, 0x0c4b, 0x0c4c, 0x0c4d,
    0x0c4e, 0x0c4f, 0x0c50, 0x0c51, 0x0c52, 0x0c53, 0x0c54, 0x0c55, 0x0c56, 0x0c57, 0x0c58, 0x0c59, 0x0c5a, 0x0c5b,
    0x0c5c, 0x0c5d, 0x0c5e, 0x0c5f, 0x0c60, 0x0c61, 0x0c62, 0x0c63, 0x0c64, 0x0c65, 0x0c66, 0x0c67, 0x0c68, 0x0c69,
    0x0c6a, 0x0c6b, 0x0c6c, 0x0c6d, 0x0c6e, 0x0c6f, 0x0c70, 0x0c71, 0x0c72, 0x0c73, 0x0c74, 0x0c75, 0x0c76, 0x0c77,
    0x0c78, 0x0c79, 0x0c7a, 0x0c7b, 0x0c7c, 0x0c7d, 0x0c7e, 0x0c7f, 0x0c80, 0x0c81, 0x0c82, 0x0c83, 0x0c84, 0x0c85,
    0x0c86, 0x0c87, 0x0c88, 0x0c89, 0x0c8a, 0x0c8b, 0x0c8c, 0x0c8d, 0x0c8e, 0x0c8f, 0x0c90, 0x0c91, 0x0c92, 0x0c93,
    0x0c94, 0x0c95, 0x0c96, 0x0c97, 0x0c98, 0x0c99, 0x0c9a, 0x0c9b, 0x0c9c, 0x0c9d, 0x0c9e, 0x0c9f, 0x0ca0, 0x0ca1,
    0x0ca2, 0x0ca3, 0x0ca4, 0x0ca5, 0x0ca6, 0x0ca7, 0x0ca8, 0x0ca9, 0x0caa, 0x0cab, 0x0cac, 0x0cad, 0x0cae, 0x0caf,
    0x0cb0, 0x0cb1, 0x0cb2, 0x0cb3, 0x0cb4, 0x0cb5, 0x0cb6, 0x0cb7, 0x0cb8, 0x0cb9, 0x0cba, 0x0cbb, 0x0cbc, 0x0cbd,
    0x0cbf, 0x0cc0, 0x0cc1, 0x0cc2, 0x0cc3, 0x0cc4, 0x0cc5, 0x0cc6, 0x0cc7, 0x0cc8, 0x0cc9, 0x0cca, 0x0ccb, 0x0ccc,
    0x0ccd, 0x0cce, 0x0ccf, 0x0cd0, 0x0cd1, 0x0cd2, 0x0cd3, 0x0cd4, 0x0cd5, 0x0cd6, 0x0cd7, 0x0cd8, 0x0cd9, 0x0cda,
    0x0cdb, 0x0cdc, 0x0cdd, 0x0cde, 0x0cdf, 0x0ce0, 0x0ce1, 0x0ce2, 0x0ce3, 0x0ce4, 0x0ce5, 0x0ce6, 0x0ce7, 0x0ce8,
    0x0ce9, 0x0cea, 0x0ceb, 0x0cec, 0x0ced, 0x0cee, 0x0cef, 0x0cf0, 0x0cf1, 0x0cf2, 0x0cf3, 0x0cf4, 0x0cf5, 0x0cf6,
    0x0cf7, 0x0cf8, 0x0cf9, 0x0cfa, 0x0cfb, 0x0cfc, 0x0cfd, 0x0cfe, 0x0cff, 0x0d00, 0x0d01, 0x0d02, 0x0d03, 0x0d04,
    0x0d05, 0x0d06, 0x0d07, 0x0d08, 0x0d09, 0x0d0a, 0x0d0b, 0x0d0c, 0x0d0d, 0x0d0e, 0x0d0f, 0x0d10, 0x0d11, 0x0d12,
    0x0d13, 0x0d14, 0x0d15, 0x0d16, 0x0d17, 0x0d18, 0x0d19, 0x0d1a, 0x0d1b, 0x0d1c, 0x0d1d, 0x0d1e, 0x0d1f, 0x0d20,
    0x0d21, 0x0d22, 0x0d23, 0x0d24, 0x0d25, 0x0d26, 0x0d27, 0x0d28, 0x0d29, 0x0d2a, 0x0d2b, 0x0d2c, 0x0d2d, 0x0d2e,
    0x0d2f, 0x0d30, 0x0d31, 0x0d32, 0x0d33, 0x0d34, 0x0d35, 0x0d36, 0x0d37, 0x0d38, 0x0d39, 0x0d3a, 0x0d3b, 0x0d3c,
    0x0d3d, 0x0d3e, 0x0d3f, 0x0d40, 0x0d41, 0x0d42, 0x0d43, 0x0d44, 0x0d45, 0x0d46, 0x0d47, 0x0d48, 0x0d49, 0x0d4a,
    0x0d4b, 0x0d4c, 0x0d4d, 0x0d4e, 0x0d4f, 0x0d50, 0x0d51, 0x0d52, 0x0d53, 0x0d54, 0x0d55, 0x0d56, 0x0d57, 0x0d58,
    0x0d59, 0x0d5a, 0x0d5b, 0x0d5c, 0x0d5d, 0x0d5e, 0x0d5f, 0x0d60, 0x0d61, 0x0d62, 0x0d63, 0x0d64, 0x0d65, 0x0d66,
    0x0d67, 0x0d68, 0x0d69, 0x0d6a, 0x0d6b, 0x0d6c, 0x0d6d, 0x0d6e, 0x0d6f, 0x0d70, 0x0d71, 0x0d72, 0x0d73, 0x0d74,
    0x0d75, 0x0d76, 0x0d77, 0x0d78, 0x0d79, 0x0d7a, 0x0d7b, 0x0d7c, 0x0d7d, 0x0d7e, 0x0d7f, 0x0d80, 0x0d81, 0x0d82,
    0x0d83, 0x0d84, 0x0d85, 0x0d86, 0x0d87, 0x0d88, 0x0d89, 0x0d8a, 0x0d8b, 0x0d8c, 0x0d8d, 0x0d8e, 0x0d8f, 0x0d90,
    0x0d91, 0x0d92, 0x0d93, 0x0d94, 0x0d95, 0x0d96, 0x0d97, 0x0d98, 0x0d99, 0x0d9a, 0x0d9b, 0x0d9c, 0x0d9d, 0x0d9e,
    0x0d9f, 0x0da0, 0x0da1, 0x0da2, 0x0da3, 0x0da4, 0x0da5, 0x0da6, 0x0da7, 0x0da8, 0x0da9, 0x0daa, 0x0dab, 0x0dac,
    0x0dad, 0x0dae, 0x0daf, 0x0db0, 0x0db1, 0x0db2, 0x0db3, 0x0db4, 0x0db5, 0x0db6, 0x0db7, 0x0db8, 0x0db9, 0x0dba,
    0x0dbb, 0x0dbc, 0x0dbd, 0x0dbe, 0x0dbf, 0x0dc0, 0x0dc1, 0x0dc2, 0x0dc3, 0x0dc4, 0x0dc5, 0x0dc6, 0x0dc7, 0x0dc8,
    0x0dc9, 0x0dca, 0x0dcb, 0x0dcc, 0x0dcd, 0x0dce, 0x0dcf, 0x0dd0, 0x0dd1, 0x0dd2, 0x0dd3, 0x0dd4, 0x0dd5, 0x0dd6,
    0x0dd7, 0x0dd8, 0x0dd9, 0x0dda, 0x0ddb, 0x0ddc, 0x0ddd, 0x0dde, 0x0ddf, 0x0de0, 0x0de1, 0x0de2, 0x0de3, 0x0de4,
    0x0de5, 0x0de6, 0x0de7, 0x0de8, 0x0de9, 0x0dea, 0x0deb, 0x0dec, 0x0ded, 0x0dee, 0x0def, 0x0df0, 0x0df1, 0x0df2,
    0x0df3, 0x0df4, 0x0df5, 0x0df6, 0x0df7, 0x0df8, 0x0df9, 0x0dfa, 0x0dfb, 0x0dfc, 0x0dfd, 0x0dfe, 0x0dff, 0x0e00,
    0x0e01, 0x0e02, 0x0e03, 0x0e04, 0x0e05, 0x0e06, 0x0e07, 0x0e08, 0x0e09, 0x0e0a, 0x0e0b, 0x0e0c, 0x0e0d, 0x0e0e,
    0x0e0f, 0x0e10, 0x0e11, 0x0e12, 0x0e13, 0x0e14, 0x0e15, 0x0e16, 0x0e17, 0x0e18, 0x0e19, 0x0e1a, 0x0e1b, 0x0e1c,
    0x0e1d, 0x0e1e, 0x0e1f, 0x0e20, 0x0e21, 0x0e22, 0x0e23, 0x0e24, 0x0e25, 0x0e26, 0x0e27, 0x0e28, 0x0e29, 0x0e2a,
    0x0e2b, 0x0e2c, 0x0e2d, 0x0e2e, 0x0e2f, 0x0e30, 0x0e31, 0x0e32, 0x0e33, 0x0e34, 0x0e35, 0x0e36, 0x0e37, 0x0e38,
    0x0e39, 0x0e3a, 0x0e3b, 0x0e3c, 0x0e3d, 0x0e3e, 0x0e3f, 0x0e40, 0x0e41, 0x0e42, 0x0e43, 0x0e44, 0x0e45, 0x0e46,
    0x0e47, 0x0e48, 0x0e49, 0x0e4a, 0x0e4b, 0x0e4c, 0x0e4d, 0x0e4e, 0x0e4f, 0x0e50, 0x0e51, 0x0e52, 0x0e53, 0x0e54,
    0x0e55, 0x0e56, 0x0e57, 0x0e58, 0x0e59, 0x0e5a, 0x0e5b, 0x0e5c, 0x0e5d, 0x0e5e, 0x0e5f, 0x0e60, 0x0e61, 0x0e62,
    0x0e63, 0x0e64, 0x0e65, 0x0e66, 0x0e67, 0x0e68, 0x0e69, 0x0e6a, 0x0e6b, 0x0e6c, 0x0e6d, 0x0e6e, 0x0e6f, 0x0e70,
    0x0e71, 0x0e72, 0x0e73, 0x0e74, 0x0e75, 0x0e76, 0x0e77, 0x0e78, 0x0e79, 0x0e7a, 0x0e7b, 0x0e7c, 0x0e7d, 0x0e7e,
    0x0e7f, 0x0e80, 0x0e81, 0x0e82, 0x0e83, 0x0e84, 0x0e85, 0x0e86, 0x0e87, 0x0e88, 0x0e89, 0x0e8a, 0x0e8b, 0x0e8c,
    0x0e8d, 0x0e8e, 0x0e8f, 0x0e90, 0x0e91, 0x0e92, 0x0e93, 0x0e94, 0x0e95, 0x0e96, 0x0e97, 0x0e98, 0x0e99, 0x0e9a,
    0x0e9b, 0x0e9c, 0x0e9d, 0x0e9e, 0x0e9f, 0x0ea0, 0x0ea1, 0x0ea2, 0x0ea3, 0x0ea4, 0x0ea5, 0x0ea6, 0x0ea7, 0x0ea8,
    0x0ea9, 0x0eaa, 0x0eab, 0x0eac, 0x0ead, 0x0eae, 0x0eaf, 0x0eb0, 0x0eb1, 0x0eb2, 0x0eb3, 0x0eb4, 0x0eb5, 0x0eb6,
    0x0eb7, 0x0eb8, 0x0eb9, 0x0eba, 0x0ebb, 0x0ebc, 0x0ebd, 0x0ebe, 0x0ebf, 0x0ec0, 0x0ec1, 0x0ec2, 0x0ec3, 0x0ec4,
    0x0ec5, 0x0ec6, 0x0ec7, 0x0ec8, 0x0ec9, 0x0eca, 0x0ecb, 0x0ecc, 0x0ecd, 0x0ece, 0x0ecf, 0x0ed0, 0x0ed1, 0x0ed2,
    0x0ed3, 0x0ed4, 0x0ed5, 0x0ed6, 0x0ed7, 0x0ed8, 0x0ed9, 0x0eda, 0x0edb, 0x0edc, 0x0edd, 0x0ede, 0x0edf, 0x0ee0,
};
static const uint32_t companies_groups[] = {
    0, 215, 402, 616, 874, 1147, 1422, 1646, 1907, 2128, 2385, 2621, 2899, 3095, 3366, 3615, 3813, 4048, 4267, 4470,
    4686, 4911, 5130, 5361, 5581, 5822, 6032, 6268, 6480, 6676, 6905, 7141, 7409, 7632, 7822, 8064, 8311, 8527, 8836,
    9048, 9257, 9439, 9641, 9844, 10082, 10358, 10580, 10840, 11108, 11322, 11549, 11773, 11993, 12227, 12437, 12658,
    12906, 13115, 13318, 13529, 13757, 14004, 14197, 14439, 14642, 14852, 15114, 15309, 15498, 15697, 15927, 16167,
    16385, 16694, 16915, 17154, 17426, 17683, 17885, 18130, 18343, 18532, 18716, 18918, 19129, 19426, 19662, 19914,
    20199, 20503, 20733, 20942, 21238, 21461, 21703, 21920, 22097, 22342, 22575, 22768, 23022, 23273, 23510, 23784,
    24056, 24268, 24480, 24745, 24944, 25184, 25460, 25670, 25934, 26268, 26483, 26743, 26982, 27212, 27485, 27787,
    27991, 28230, 28452, 28740, 28976, 29248, 29520, 29714, 30016, 30247, 30493, 30759, 31004, 31262, 31518, 31775,
    31984, 32269, 32560, 32796, 33029, 33277, 33478, 33804, 34067, 34315, 34617, 34872, 35071, 35346, 35602, 35844,
    36073, 36343, 36570, 36806, 37073, 37265, 37609, 37833, 38103, 38326, 38517, 38786, 39023, 39295, 39534, 39777,
    39965, 40204, 40472, 40689, 40931, 41238, 41493, 41729, 41995, 42264, 42500, 42750, 42987, 43186, 43506, 43770,
    43979, 44256, 44527, 44775, 45005, 45215, 45478, 45786, 46006, 46218, 46412, 46672, 46892, 47181, 47393, 47607,
    47923, 48200, 48478, 48724, 49000, 49352, 49631, 49969, 50213, 50473, 50673, 51001, 51265, 51555, 51846, 52149,
    52389, 52664, 52889, 53097, 53397, 53648, 53949, 54201, 54571, 54817, 55138, 55408, 55667, 56007, 56256, 56508,
    56821, 57101, 57293, 57560, 57823, 58087,
};
static const char companies_text[] =
    "Ericsson\0" "Nokia Mobile Phones\0" "Intel\0" "IBM\0" "Toshiba\0" "3Com\0" "Microsoft\0" "Lucent\0" "Motorola\0"
    "Infineon Technologies\0" "Qualcomm Technologies International (QTIL)\0" "Silicon Wave\0" "Digianswer\0"
    "Texas Instruments\0" "Parthus Technologies\0" "Broadcom\0" "Mitel Semiconductor\0" "Widcomm\0" "Zeevo\0" "Atmel\0"
    "Mitsubishi Electric\0" "RTX\0" "KC Technology\0" "Newlogic\0" "Transilica\0" "Rohde & Schwarz\0" "TTPCom\0"
    "Signia Technologies\0" "Conexant Systems\0" "Qualcomm\0" "Inventel\0" "AVM Berlin\0" "BandSpeed\0" "Mansella\0"
    "NEC\0" "WavePlus Technology\0" "Alcatel\0" "NXP\0" "C Technologies\0" "Open Interface\0" "R F Micro Devices\0"
    "Hitachi\0" "Symbol Technologies\0" "Tenovis\0" "Macronix International\0" "GCT Semiconductor\0" "Norwood Systems\0"
    "MewTel Technology\0" "ST Microelectronics\0" "Synopsys\0" "Red-M (Communications)\0" "Commil\0"
    "Computer Access Technology (CATC)\0" "Eclipse (HQ Espana)\0" "Renesas Electronics\0" "Mobilian\0" "Syntronix\0"
    "Integrated System Solution\0" "Panasonic Holdings\0" "Gennum\0" "BlackBerry\0" "IPextreme\0" "Systems and Chips\0"
    "Bluetooth SIG\0" "Seiko Epson\0" "Integrated Silicon Solution Taiwan\0" "CONWISE Technology\0"
    "PARROT AUTOMOTIVE\0" "Socket Mobile\0" "Atheros Communications\0" "MediaTek\0" "Bluegiga\0"
    "Marvell Technology Group\0" "3DSP\0" "Accel Semiconductor\0" "Continental Automotive Systems\0" "Apple\0"
    "Staccato Communications\0" "Avago Technologies\0" "APT\0" "SiRF Technology\0" "Tzero Technologies\0" "J&M\0"
    "Free2move\0" "3DiJoy\0" "Plantronics\0" "Sony Ericsson Mobile Communications\0" "Harman International Industries\0"
    "Vizio\0" "Nordic Semiconductor\0" "EM Microelectronic-Marin\0" "Ralink Technology\0" "Belkin International\0"
    "Realtek Semiconductor\0" "Stonestreet One\0" "Wicentric\0" "RivieraWaves\0" "RDA Microelectronics\0"
    "Gibson Guitars\0" "MiCommand\0" "Band XI International\0" "HP\0" "9Solutions\0" "GN Audio\0" "General Motors\0"
    "A&D Engineering\0" "MindTree\0" "Polar Electro\0" "Beautiful Enterprise\0" "BriarTek\0"
    "Summit Data Communications\0" "Sound ID\0" "Monster\0" "connectBlue\0" "ShangHai Super Smart Electronics\0"
    "Group Sense\0" "Zomm\0" "Samsung Electronics\0" "Creative Technology\0" "Laird Connectivity\0" "Nike\0"
    "lesswire\0" "MStar Semiconductor\0" "Hanlynn Technologies\0" "A & R Cambridge\0" "Seers Technology\0"
    "Sports Tracking Technologies\0" "Autonet Mobile\0" "DeLorme Publishing\0" "WuXi Vimicro\0" "DSEA\0"
    "TimeKeeping Systems\0" "Ludus Helsinki\0" "BlueRadios\0" "Equinux\0" "Garmin International\0" "Ecotest\0"
    "GN Hearing\0" "Jawbone\0" "Topcon Positioning Systems\0" "Gimbal\0" "Zscan Software\0" "Quintic\0"
    "Telit Wireless Solutions\0" "Funai Electric\0" "Advanced PANMOBIL systems\0" "ThinkOptics\0"
    "Universal Electronics\0" "Airoha Technology\0" "NEC Lighting\0" "ODM Technology\0" "ConnecteDevice\0" "zero1.tv\0"
    "i.Tech Dynamic Global Distribution\0" "Alpwise\0" "Jiangsu Toppower Automotive Electronics\0" "Colorfy\0"
    "Geoforce\0" "Bose\0" "Suunto\0" "Kensington Computer Products Group\0" "SR-Medizinelektronik\0" "Vertu\0"
    "Meta Watch\0" "LINAK\0" "OTL Dynamics\0" "Panda Ocean\0" "Visteon\0" "ARP Devices\0" "MARELLI EUROPE\0"
    "CAEN RFID\0" "Ingenieur-Systemgruppe Zahn\0" "Green Throttle Games\0" "Peter Systemtechnik\0" "Omegawave\0"
    "Cinetix\0" "Passif Semiconductor\0" "Saris Cycling Group\0" "Bekey\0" "Clarinox Technologies\0" "BDE Technology\0"
    "Swirl Networks\0" "Meso international\0" "TreLab\0" "Qualcomm Innovation Center (QuIC)\0" "Johnson Controls\0"
    "Starkey Hearing Technologies\0" "S-Power Electronics\0" "Ace Sensor\0" "Aplix\0" "AAMP of America\0"
    "Stalmart Technology\0" "AMICCOM Electronics\0" "Shenzhen Excelsecu Data Technology\0" "Geneq\0" "adidas\0"
    "LG Electronics\0" "Onset Computer\0" "Selfly\0" "Quuppa\0" "GeLo\0" "Evluma\0" "MC10\0" "Binauric\0"
    "Beats Electronics\0" "Microchip Technology\0" "Eve Systems\0" "ARCHOS\0" "Dexcom\0" "Polar Electro Europe\0"
    "Dialog Semiconductor\0" "Taixingbang Technology (HK)\0" "Kawantech\0" "Austco Communication Systems\0"
    "Timex Group USA\0" "Qualcomm Technologies\0" "Qualcomm Connected Experiences\0" "Voyetra Turtle Beach\0" "txtr\0"
    "Snuza (Pty)\0" "Procter & Gamble\0" "Hosiden\0" "Muzik\0" "Misfit Wearables\0" "Google\0" "Danlers\0" "Semilink\0"
    "inMusic Brands\0" "L.S. Research\0" "Eden Software Consultants\0" "Freshtemp\0" "KS Technologies\0"
    "ACTS Technologies\0" "Vtrack Systems\0" "www.vtracksystems.com\0" "Server Technology\0" "BioResearch Associates\0"
    "Jolly Logic\0" "Above Average Outcomes\0" "Bitsplitters\0" "PayPal\0" "Witron Technology\0" "Morse Project\0"
    "Kent Displays\0" "Nautilus\0" "Smartifier\0" "Elcometer\0" "VSN Technologies\0" "AceUni\0" "StickNFind\0"
    "Crystal Alarm\0" "KOUKAAM\0" "Delphi\0" "ValenceTech\0" "Stanley Black and Decker\0" "Typo Products\0"
    "TomTom International\0" "Fugoo\0" "Keiser\0" "Bang & Olufsen\0" "PLUS Location Systems\0"
    "Ubiquitous Computing Technology\0" "Innovative Yachtter Solutions\0" "Demant\0" "Chicony Electronics\0" "Atus\0"
    "Codegate\0" "ERi\0" "Transducers Direct\0" "DENSO TEN\0" "Audi\0" "HiSilicon Technologies\0" "Nippon Seiki\0"
    "Steelseries\0" "Visybl\0" "Openbrain Technologies\0" "Xensr\0" "e.solutions\0" "10AK Technologies\0"
    "Wimoto Technologies\0" "Radius Networks\0" "Wize Technology\0" "Qualcomm Labs\0" "Hewlett Packard Enterprise\0"
    "Baidu\0" "Arendi\0" "Skoda Auto\0" "Volkswagen\0" "Porsche\0" "Sino Wealth Electronic\0" "AirTurn\0" "Kinsa\0"
    "HID Global\0" "SEAT es\0" "Promethean\0" "Salutica Allied Solutions\0" "GPSI Group\0" "Nimble Devices\0"
    "Changzhou Yongse Infotech\0" "SportIQ\0" "TEMEC Instruments\0" "Sony\0" "ASSA ABLOY\0" "Clarion\0"
    "Warehouse Innovations\0" "Cypress Semiconductor\0" "MADS\0" "Blue Maestro\0" "Resolution Products\0" "Aireware\0"
    "Silvair\0" "Prestigio Plaza\0" "NTEO\0" "Focus Systems\0" "Tencent Holdings\0" "Allegion\0"
    "Murata Manufacturing\0" "WirelessWERX\0" "Nod\0" "B&B Manufacturing\0" "Alpine Electronics (China)\0"
    "FedEx Services\0" "Grape Systems\0" "Bkon Connect\0" "Lintech\0" "Novatel Wireless\0" "Ciright\0" "Mighty Cast\0"
    "Ambimat Electronics\0" "Perytons\0" "Tivoli Audio\0" "Master Lock\0" "Mesh-Net\0" "HUIZHOU DESAY SV AUTOMOTIVE\0"
    "Tangerine\0" "B&W Group\0" "Pioneer\0" "OnBeep\0" "Vernier Software & Technology\0" "ROL Ergo\0"
    "Pebble Technology\0" "NETATMO\0" "Accumulate\0" "Anhui Huami Information Technology\0" "Inmite\0" "ChefSteps\0"
    "micas\0" "Biomedical Research\0" "Pitius Tec\0" "Estimote\0" "Unikey Technologies\0" "Timer Cap\0" "AwoX\0"
    "yikes\0" "MADSGlobalNZ\0" "PCH International\0" "Qingdao Yeelink Information Technology\0"
    "Milwaukee Electric Tools\0" "MISHIK\0" "Ascensia Diabetes Care US\0" "Spicebox\0" "emberlight\0"
    "Emerson Digital Cold Chain\0" "Qblinks\0" "MYSPHERA\0" "LifeScan\0" "Volantic\0" "Podo Labs\0"
    "Roche Diabetes Care\0" "Amazon.com Services\0" "Connovate Technology\0" "Kocomojo\0" "Everykey\0"
    "Dynamic Controls\0" "SentriLock\0" "I-SYST\0" "CASIO COMPUTER\0" "LAPIS Semiconductor\0" "Telemonitor\0" "taskit\0"
    "Mercedes-Benz Group\0" "BatAndCat\0" "BluDotz\0" "XTel Wireless\0" "Gigaset Communications\0"
    "Gecko Health Innovations\0" "HOP Ubiquitous\0" "Walt Disney\0" "Nectar\0" "bel'apps\0" "CORE Lighting\0"
    "Seraphim Sense\0" "Unico RBC\0" "Physical Enterprises\0" "Able Trend Technology\0" "Konica Minolta\0" "Wilo\0"
    "Extron Design Services\0" "Fitbit\0" "Fireflies Systems\0" "Intelletto Technologies\0" "FDK\0" "Cloudleaf\0"
    "Maveric Automation\0" "Acoustic Stream\0" "Zuli\0" "Paxton Access\0" "WiSilica\0"
    "VENGIT Korlatolt Felelossegu Tarsasag\0" "SALTO SYSTEMS\0" "TRON Forum\0" "CUBETECH\0" "Cokiya\0" "CVS Health\0"
    "Ceruus\0" "Strainstall\0" "Channel Enterprises (HK)\0" "FIAMM\0" "GIGALANE\0" "EROAD\0" "MSA Innovation\0"
    "Icon Health and Fitness\0" "Wille Engineering\0" "ENERGOUS\0" "Taobao\0" "Canon\0" "Geophysical Technology\0"
    "Meta Platforms\0" "Trividia Health\0" "FlightSafety International\0" "Earlens\0" "Sunrise Micro Devices\0"
    "Star Micronics\0" "Netizens\0" "Nymi\0" "Nytec\0" "Trineo\0" "Nest Labs\0" "LM Technologies\0" "General Electric\0"
    "i+D3\0" "HANA Micron\0" "Stages Cycling\0" "Cochlear Bone Anchored Solutions\0" "SenionLab\0" "Syszone\0"
    "Pulsate Mobile\0" "Hongkong OnMicro Electronics\0" "pironex\0" "BRADATECH\0" "Transenergooil\0" "Bunch\0"
    "DME Microelectronics\0" "Bitcraze\0" "HASWARE\0" "Abiogenix\0" "Poly-Control\0" "Avi-on\0" "Laerdal Medical\0"
    "Fetch My Pet\0" "Sam Labs\0" "Chengdu Synwing Technology\0" "HOUWA SYSTEM DESIGN\0" "BSH\0" "Primus Inter Pares\0"
    "August Home\0" "Gill Electronics\0" "Sky Wave Design\0" "Newlab\0" "ELAD\0" "G-wearables\0" "Squadrone Systems\0"
    "Code\0" "Savant Systems\0" "Logitech International\0" "Innblue Consulting\0" "iParking\0" "Koninklijke Philips\0"
    "Minelab Electronics\0" "Bison Group\0" "Widex\0" "Jolla\0" "Lectronix\0" "Caterpillar\0" "Freedom Innovations\0"
    "Dynamic Devices\0" "Technology Solutions (UK)\0" "IPS Group\0" "STIR\0" "Sano\0" "Advanced Application Design\0"
    "AutoMap\0" "Spreadtrum Communications Shanghai\0" "CuteCircuit\0" "Valeo Service\0" "Fullpower Technologies\0"
    "KloudNation\0" "Zebra Technologies\0" "Itron\0" "The University of Tokyo\0" "UTC Fire and Security\0"
    "Cool Webthings\0" "DJO Global\0" "Gelliner\0" "Anyka (Guangzhou) Microelectronics Technology\0" "Medtronic\0"
    "Gozio\0" "Form Lifting\0" "Wahoo Fitness\0" "Kontakt Micro-Location\0" "Radio Systems\0"
    "Freescale Semiconductor\0" "Verifone Systems Pte Ltd. Taiwan Branch\0" "AR Timing\0" "Rigado\0" "Kemppi\0"
    "Tapcentive\0" "Smartbotics\0" "Otter Products\0" "STEMP\0" "LumiGeek\0" "InvisionHeart\0" "Macnica\0"
    "Jaguar Land Rover\0" "CoroWare Technologies\0" "Simplo Technology\0" "Omron Healthcare\0" "Comodule\0" "ikeGPS\0"
    "Telink Semiconductor\0" "Interplan\0" "Wyler\0" "IK Multimedia Production\0" "Lukoton Experience\0" "MTI\0"
    "Tech4home\0" "Hiotech\0" "DOTT\0" "Blue Speck Labs\0" "Cisco Systems\0" "Mobicomm\0" "Edamic\0" "Goodnet\0"
    "Luster Leaf Products\0" "Manus Machina\0" "Mobiquity Networks\0" "Praxis Dynamics\0" "Philip Morris Products\0"
    "Comarch\0" "Nestlé Nespresso\0" "Merlinia\0" "LifeBEAM Technologies\0" "Twocanoes Labs\0" "Muoverti\0"
    "Stamer Musikanlagen\0" "Tesla\0" "Pharynks\0" "Lupine\0" "Siemens\0" "Huami (Shanghai) Culture Communication\0"
    "Foster Electric\0" "ETA\0" "x-Senso Solutions\0" "Shenzhen SuLong Communication\0" "FengFan (BeiJing) Technology\0"
    "Qrio\0" "Pitpatpet\0" "MSHeli\0" "Trakm8\0" "JIN\0" "Alatech Tehnology\0"
    "Beijing CarePulse Electronic Technology\0" "Awarepoint\0" "ViCentra\0" "Raven Industries\0"
    "WaveWare Technologies\0" "Argenox Technologies\0" "Bragi\0" "16Lab\0" "Masimo\0" "Iotera\0" "Endress+Hauser\0"
    "ACKme Networks\0" "FiftyThree\0" "Parker Hannifin\0" "Transcranial\0" "Uwatec\0" "Orlan\0" "Blue Clover Devices\0"
    "M-Way Solutions\0" "Microtronics Engineering\0" "Schneider Schreibgeräte\0" "Sapphire Circuits\0" "Lumo Bodytech\0"
    "UKC Technosolution\0" "Xicato\0" "Playbrush\0" "Dai Nippon Printing\0" "G24 Power\0" "AdBabble Local Commerce\0"
    "Devialet\0" "ALTYOR\0" "University of Applied Sciences Valais/Haute Ecole Valaisanne\0"
    "Five Interactive, LLC dba Zendo\0" "NetEase（Hangzhou）Network\0" "Lexmark International\0" "Fluke\0"
    "Yardarm Technologies\0" "SensaRx\0" "SECVRE\0" "Glacial Ridge Technologies\0" "Identiv\0" "DDS\0" "SMK\0"
    "Schawbel Technologies\0" "XMI Systems\0" "Cerevo\0" "Torrox\0" "Gemalto\0" "DEKA Research & Development\0"
    "Domster Tadeusz Szydlowski\0" "Technogym\0" "FLEURBAEY BVBA\0" "Aptcode Solutions\0" "LSI ADL Technology\0"
    "Animas\0" "Alps Alpine\0" "OCEASOFT\0" "Motsai Research\0" "Geotab\0" "E.G.O. Elektro-Geraetebau\0" "bewhere\0"
    "Johnson Outdoors\0" "steute Schaltgerate\0" "Ekomini\0" "DEFA\0" "Aseptika\0" "HUAWEI Technologies\0"
    "HabitAware\0" "ruwido austria\0" "ITEC\0" "StoneL\0" "Sonova\0" "Maven Machines\0" "Synapse Electronics\0"
    "WOWTech Canada\0" "RF Code\0" "Wally Ventures\0" "Willowbank Electronics\0" "SK Telecom\0" "Jetro\0" "Code Gears\0"
    "NANOLINK\0" "IF\0" "RF Digital\0" "Church & Dwight\0" "Multibit\0" "CliniCloud\0" "SwiftSensors\0" "Blue Bite\0"
    "ELIAS\0" "Sivantos\0" "Petzl\0" "storm power\0" "EISST\0" "Inexess Technology Simma\0" "Currant\0"
    "C2 Development\0" "Blue Sky Scientific\0" "ALOTTAZS LABS\0" "Kupson spol. s r.o.\0" "Areus Engineering\0"
    "Impossible Camera\0" "InventureTrack Systems\0" "Sera4\0" "Itude\0" "Pacific Lock\0" "Tendyron\0" "Robert Bosch\0"
    "Illuxtron international\0" "miSport\0" "Chargelib\0" "Doppler Lab\0" "BBPOS\0" "RTB Elektronik\0" "Rx Networks\0"
    "WeatherFlow\0" "Technicolor USA\0" "Bestechnic (Shanghai)\0" "Raden\0" "Oura Health\0" "CLABER\0" "Hyginex\0"
    "HANSHIN ELECTRIC RAILWAY\0" "Schneider Electric\0" "Oort Technologies\0" "Chrono Therapeutics\0" "Rinnai\0"
    "Swissprime Technologies\0" "Koha\0" "Genevac\0" "Chemtronics\0" "Seguro Technology\0"
    "Redbird Flight Simulations\0" "Dash Robotics\0" "LINE\0" "Guillemot\0" "Techtronic Power Tools Technology\0"
    "Wilson Sporting Goods\0" "Lenovo (Singapore)\0" "Ayatan Sensors\0" "Electronics Tomorrow\0" "OneSpan\0"
    "PayRange\0" "ABOV Semiconductor\0" "AINA-Wireless\0" "Eijkelkamp Soil & Water\0" "BMA ergonomics\0"
    "Teva Branded Pharmaceutical Products R&D\0" "Anima\0" "3M\0" "Empatica\0" "Afero\0" "Powercast\0" "Secuyou\0"
    "OMRON\0" "Send Solutions\0" "NIPPON SYSTEMWARE\0" "Neosfar\0" "Fliegl Agrartechnik\0" "Gilvader\0"
    "Digi International (R)\0" "DeWalch Technologies\0" "Flint Rehabilitation Devices\0" "Samsung SDS\0"
    "Blur Product Development\0" "University of Michigan\0" "Victron Energy\0" "NTT docomo\0" "Carmanah Technologies\0"
    "Bytestorm\0" "Espressif Systems (Shanghai)\0" "Unwire\0" "Connected Yard\0" "American Music Environments\0"
    "Sensogram Technologies\0" "Fujitsu\0" "Ardic Technology\0" "Delta Systems\0" "HTC\0" "Citizen Holdings\0"
    "SMART-INNOVATION\0" "Blackrat Software\0" "The Idea Cave\0" "GoPro\0" "AuthAir\0" "Vensi\0" "Indagem Tech\0"
    "Intemo Technologies\0" "DreamVisions\0" "Runteq\0" "IMAGINATION TECHNOLOGIES\0" "CoSTAR TEchnologies\0"
    "Clarius Mobile Health\0" "Shanghai Frequen Microelectronics\0" "Uwanna\0" "Lierda Science & Technology Group\0"
    "Silicon Laboratories\0" "World Moto\0" "Giatec Scientific\0" "Loop Devices\0" "IACA electronique\0"
    "Proxy Technologies\0" "Swipp\0" "Life Laboratory\0" "FUJI INDUSTRIAL\0" "Surefire\0" "Dolby Labs\0" "Ellisys\0"
    "Magnitude Lighting Converters\0" "Hilti\0" "Devdata\0" "Deviceworx\0" "Shortcut Labs\0" "SGL Italia\0"
    "PEEQ DATA\0" "Ducere Technologies\0" "DiveNav\0" "RIIG AI\0" "Thermo Fisher Scientific\0" "AG Measurematics\0"
    "CHUO Electronics\0" "Aspenta International\0" "Eugster Frismag\0" "Wurth Elektronik eiSos\0" "HQ\0"
    "Lab Sensor Solutions\0" "Enterlab\0" "Eyefi\0" "MetaSystem\0" "SONO ELECTRONICS\0" "Jewelbots\0" "Compumedics\0"
    "Rotor Bike Components\0" "Astro\0" "Amotus Solutions\0" "Healthwear Technologies (Changzhou)\0"
    "Essex Electronics\0" "Grundfos\0" "Eargo\0" "Electronic Design Lab\0" "ESYLUX\0" "NIPPON SMT\0" "BM innovations\0"
    "indoormap\0" "OttoQ\0" "North Pole Engineering\0" "3flares Technologies\0" "Electrocompaniet\0" "Mul-T-Lock\0"
    "Airthings\0" "Enlighted\0" "GISTIC\0" "AJP2 Holdings\0" "COBI\0" "Blue Sky Scientific\0" "Appception\0"
    "Courtney Thorne\0" "Virtuosys\0" "TPV Technology\0" "Monitra\0" "Automation Components\0" "Letsense\0"
    "Etesian Technologies\0" "GERTEC BRASIL\0" "Drekker Development\0" "Whirl\0" "Locus Positioning\0"
    "Acuity Brands Lighting\0" "Prevent Biometrics\0" "Arioneo\0" "VersaMe\0" "Vaddio\0" "Libratone\0"
    "HM Electronics\0" "TASER International\0" "SafeTrust\0" "Heartland Payment Systems\0" "Bitstrata Systems\0"
    "Pieps\0" "iRiding(Xiamen)Technology\0" "Alpha Audiotronics\0" "TOPPAN FORMS\0" "Sigma Designs\0"
    "Spectrum Brands\0" "Polymap Wireless\0" "MagniWare\0" "Novotec Medical\0" "Phillips-Medisize\0" "Matrix\0"
    "Eaton\0" "KYS\0" "Naya Health\0" "Acromag\0" "Insulet\0" "Wellinks\0" "ON Semiconductor\0" "FREELAP\0"
    "Favero Electronics\0" "BioMech Sensor\0" "BOLTT Sports technologies\0" "Saphe International\0" "Metormote\0"
    "littleBits\0" "SetPoint Medical\0" "BRControls Products\0" "Zipcar\0" "AirBolt\0" "MOTIVE TECHNOLOGIES\0" "Motiv\0"
    "Wazombi Labs OÜ\0" "ORBCOMM\0" "Nixie Labs\0" "AppNearMe\0" "Holman Industries\0" "Expain\0"
    "Electronic Temperature Instruments\0" "Plejd\0" "Propeller Health\0" "Shenzhen iMCO Electronic Technology\0"
    "Algoria\0" "Apption Labs\0" "Cronologics\0" "MICRODIA\0" "lulabytes\0" "Société des Produits Nestlé\0"
    "LLC \"MEGA-F service\"\0" "Sharp\0" "Precision Outcomes\0" "Kronos\0" "OCOSMOS\0"
    "Embedded Electronic Solutions Ltd. dba e2Solutions\0" "Aterica\0" "BluStor PMC\0" "Kapsch TrafficCom\0"
    "ActiveBlu\0" "Kohler Mira\0" "Noke\0" "Appion\0" "Resmed\0" "Crownstone\0" "Xiaomi\0" "INFOTECH\0" "Thingsquare\0"
    "T&D\0" "LAVAZZA\0" "Netclearance Systems\0" "SDATAWAY\0" "BLOKS\0" "LEGO System\0" "Thetatronics\0" "Nikon\0"
    "NeST\0" "South Silicon Valley Microelectronics\0" "ALE International\0" "CareView Communications\0" "SchoolBoard\0"
    "Molex\0" "IVT Wireless\0" "Alpine Labs\0" "Candura Instruments\0" "SmartMovt Technology\0" "Token Zero\0"
    "ACE CAD Enterprise (ACECAD)\0" "Medela\0" "AeroScout\0" "Esrille\0" "THINKERLY\0" "Exon\0" "Meizu Technology\0"
    "Smablo\0" "XiQ\0" "Allswell\0" "Comm-N-Sense Corp DBA Verigo\0" "VIBRADORM\0" "Otodata Wireless Network\0"
    "Propagation Systems\0" "Midwest Instruments & Controls\0" "Alpha Nodus\0" "petPOMM\0" "Mattel\0" "Airbly\0"
    "A-Safe\0" "FREDERIQUE CONSTANT\0" "Maxscend Microelectronics\0" "Abbott\0" "ASB Bank\0" "amadas\0"
    "Applied Science\0" "iLumi Solutions\0" "Arch Systems\0" "Ember Technologies\0" "Snapchat\0"
    "Casambi Technologies\0" "Pico Technology\0" "St. Jude Medical\0" "Intricon\0" "Structural Health Systems\0"
    "Avvel International\0" "Gallagher Group\0" "In2things Automation\0" "SYSDEV\0" "Vonkil Technologies\0"
    "Wynd Technologies\0" "CONTRINEX\0" "MIRA\0" "Watteam\0" "Density\0" "IOT Pot India\0" "Sigma Connectivity\0"
    "PEG PEREGO\0" "Wyzelink Systems\0" "Yota Devices\0" "FINSECUR\0" "Zen-Me Labs\0" "3IWare\0" "EnOcean\0"
    "Instabeat\0" "Nima Labs\0" "Andreas Stihl\0" "Nathan Rhoades\0" "Grob Technologies\0"
    "Actions (Zhuhai) Technology\0" "SPD Development\0" "Sensoan\0" "Qualcomm Life\0" "Chip-ing\0" "ffly4u\0"
    "IoT Instruments\0" "TRUE Fitness Technology\0" "Reiner Kartengeraete\0" "SHENZHEN LEMONJOY TECHNOLOGY\0" "Hello\0"
    "Ozo Edu\0" "Jigowatts\0" "BASIC MICRO.COM\0" "CUBE TECHNOLOGIES\0" "foolography\0" "CLINK\0"
    "Hestan Smart Cooking\0" "WindowMaster\0" "Flowscape\0" "PAL Technologies\0" "WHERE\0" "Iton Technology\0"
    "Owl Labs\0" "Rockford\0" "Becon Technologies\0" "Vyassoft Technologies\0" "Nox Medical\0" "Kimberly-Clark\0"
    "Trimble\0" "Littelfuse\0" "Withings\0" "i-developer IT Beratung\0" "Relations\0" "Sears Holdings\0"
    "Gantner Electronic\0" "Authomate\0" "Vertex International\0" "Airtago\0" "Swiss Audio\0" "ToGetHome\0" "RYSE\0"
    "ZF OPENMATICS\0" "Jana Care\0" "Senix\0" "NorthStar Battery\0" "SKF (U.K.)\0" "CO-AX Technology\0"
    "Fender Musical Instruments\0" "Luidia\0" "SEFAM\0" "Wireless Cables\0" "Lightning Protection International\0"
    "Uber Technologies\0" "SODA\0" "Fatigue Science\0" "Alpine Electronics\0" "Novalogy\0" "Friday Labs\0"
    "OrthoAccel Technologies\0" "WaterGuru\0" "Benning Elektrotechnik und Elektronik\0" "Dell Computer\0" "Kopin\0"
    "TecBakery\0" "Backbone Labs\0" "DELSEY\0" "Chargifi\0" "Trainesense\0" "Unify Software and Solutions\0"
    "Husqvarna\0" "Focus fleet and fuel management\0" "SmallLoop\0" "Prolon\0" "BD Medical\0" "iMicroMed\0" "Ticto\0"
    "Meshtech\0" "MemCachier\0" "Danfoss\0" "SnapStyk\0" "Alticor\0" "Silk Labs\0" "Pillsy\0" "Hatch Baby\0"
    "Blocks Wearables\0" "Drayson Technologies (Europe)\0" "eBest IOT\0" "Helvar\0" "Radiance Technologies\0"
    "Nuheara\0" "Appside\0" "DeLaval\0" "Coiler\0" "Thermomedics\0" "Tentacle Sync\0" "Valencell\0" "iProtoXi\0"
    "SECOM\0" "Tucker International\0" "Metanate\0" "Kobian Canada\0" "NETGEAR\0" "Fabtronics Australia\0"
    "Grand Centrix\0" "1UP USA.com\0" "SHIMANO\0" "Nain\0" "LifeStyle Lock\0" "VEGA Grieshaber\0" "Xtrava\0"
    "TTS Tooltechnic Systems\0" "Teenage Engineering\0" "Tunstall Nordic\0" "Svep Design Center\0" "Qorvo Utrecht\0"
    "Sphinx Electronics\0" "Atomation\0" "Nemik Consulting\0" "RF INNOVATION\0" "Mini Solution\0" "Lumenetix\0"
    "2048450 Ontario\0" "SPACEEK\0" "Delta T\0" "Boston Scientific\0" "Nuviz\0" "Real Time Automation\0" "Kolibree\0"
    "vhf elektronik\0" "Bonsai Systems\0" "Fathom Systems\0" "Bellman & Symfon\0" "International Forte Group\0"
    "CycleLabs Solutions\0" "Codenex\0" "Kynesim\0" "Palago\0" "INSIGMA\0" "PMD Solutions\0"
    "Qingdao Realtime Technology\0" "BEGA Gantenbrink-Leuchten\0" "Pambor\0" "Develco Products\0" "iDesign\0" "TiVo\0"
    "Control-J\0" "Steelcase\0" "iApartment\0" "Icom\0" "Oxstren Wearable Technologies\0" "Blue Spark Technologies\0"
    "FarSite Communications\0" "mywerk system\0" "Sinosun Technology\0" "MIYOSHI ELECTRONICS\0" "POWERMAT\0" "Occly\0"
    "OurHub Dev IvS\0" "Pro-Mark\0" "Dynometrics\0" "Quintrax\0" "POS Tuning Udo Vosshenrich\0" "Multi Care Systems\0"
    "Revol Technologies\0" "SKIDATA\0" "DEV TECNOLOGIA INDUSTRIA, COMERCIO E MANUTENCAO DE EQUIPAMENTOS LTDA. - ME\0"
    "Centrica Connected Home\0" "Automotive Data Solutions\0" "Igarashi Engineering\0" "Taelek\0" "CP Electronics\0"
    "Vectronix\0" "S-Labs\0" "Companion Medical\0" "BlueKitchen\0" "Matting\0" "SOREX - Wireless Solutions\0"
    "ADC Technology\0" "Lynxemi\0" "SENNHEISER electronic\0" "LMT Mercer Group\0" "Polymorphic Labs\0" "Cochlear\0"
    "METER Group, Inc. USA\0" "Ruuvi Innovations\0" "Situne\0" "nVisti\0" "DyOcean\0" "Uhlmann & Zacher\0" "AND!XOR\0"
    "Popper Pay\0" "Vypin\0" "PNI Sensor\0" "ovrEngineered\0" "GT-tronics HK\0" "Herbert Waldmann\0"
    "Guangzhou FiiO Electronics Technology\0" "Vinetech\0" "Dallas Logic\0" "BioTex\0" "DISCOVERY SOUND TECHNOLOGY\0"
    "LINKIO\0" "Harbortronics\0" "Undagrid\0" "Shure\0" "ERM Electronic Systems\0" "BIOROWER Handelsagentur\0"
    "Weba Sport und Med. Artikel\0" "Kartographers Technologies\0" "The Shadow on the Moon\0" "mobike (Hong Kong)\0"
    "Inuheat Group\0" "Swiftronix\0" "Diagnoptics Technologies\0" "Analog Devices\0" "Soraa\0" "CSR Building Products\0"
    "Crestron Electronics\0" "Neatebox\0" "Draegerwerk\0" "AlbynMedical\0" "Averos FZCO\0" "VIT Initiative\0"
    "Statsports International\0" "Sospitas\0" "Dmet Products\0" "Mantracourt Electronics\0" "TeAM Hutchins\0"
    "Seibert Williams Glass\0" "Insta\0" "Svantek\0" "Shanghai Flyco Electrical Appliance\0" "Thornwave Labs\0"
    "Steiner-Optik\0" "Novo Nordisk\0" "Enflux\0" "Safetech Products\0" "GOOOLED\0" "DOM Sicherheitstechnik\0"
    "Olympus\0" "KTS\0" "Anloq Technologies\0" "Queercon\0" "5th Element\0" "Gooee\0" "LUGLOC\0" "Blincam\0"
    "FUJIFILM\0" "RM Acquisition\0" "Franceschi Marina snc\0" "Engineered Audio\0" "IOTTIVE (OPC)\0" "4MOD Technology\0"
    "Lutron Electronics\0" "Emerson Electric\0" "Guardtec\0" "REACTEC\0" "EllieGrid\0" "Under Armour\0" "Woodenshark\0"
    "Avack\0" "Smart Solution Technology\0" "REHABTRONICS\0" "STABILO International\0" "Busch Jaeger Elektro\0"
    "Pacific Bioscience Laboratories\0" "Bird Home Automation\0" "Motorola Solutions\0" "R9 Technology\0" "Auxivia\0"
    "DaisyWorks\0" "Kosi\0" "Theben\0" "InDreamer Techsol\0" "Cerevast Medical\0" "ZanCompute\0" "Pirelli Tyre\0"
    "McLear\0" "Shenzhen Goodix Technology\0" "Convergence Systems\0" "Interactio\0" "Androtec\0" "Benchmark Drives\0"
    "SwingLync L. L. C.\0" "Tapkey\0" "Woosim Systems\0" "Microsemi\0" "Wiliot\0" "Polaris IND\0" "Specifi-Kali\0"
    "Locoroll\0" "PHYPLUS\0" "InPlay\0" "Hager\0" "Yellowcog\0" "Axes System\0" "Garage Smart\0" "Shake-on\0"
    "Vibrissa\0" "OSRAM\0" "TRSystems\0" "Yichip Microelectronics (Hangzhou)\0" "Foundation Engineering\0"
    "UNI-ELECTRONICS\0" "Brookfield Equinox\0" "Soprod\0" "9974091 Canada\0" "FIBRO\0" "RB Controls\0" "Footmarks\0"
    "Amtronic Sverige\0" "MAMORIO\0" "Tyto Life\0" "Leica Camera\0" "Angee Technologies\0" "EDPS\0" "OFF Line\0"
    "Detect Blue\0" "Setec\0" "Target\0" "IAI\0" "NS Tech\0" "MTG\0" "Hangzhou iMagic Technology\0"
    "HONGKONG NANO IC TECHNOLOGIES\0" "Honeywell International\0" "Albrecht JUNG\0" "Lunera Lighting\0" "Lumen UAB\0"
    "Keynes Controls\0" "Novartis\0" "Geosatis\0" "EXFO\0" "LEDVANCE\0" "Center ID\0" "Adolene\0" "D&M Holdings\0"
    "CRESCO Wireless\0" "Nura Operations\0" "Frontiergadget\0" "Smart Component Technologies\0" "ZTR Control Systems\0"
    "MetaLogics\0" "Medela\0" "OPPLE Lighting\0" "Savitech\0" "prodigy\0" "Screenovate Technologies\0" "TESA\0"
    "CLIM8\0" "Silergy\0" "SilverPlus\0" "Sharknet\0" "Mist Systems\0" "MIWA LOCK\0" "OrthoSensor\0"
    "Candy Hoover Group\0" "Apexar Technologies\0" "LOGICDATA Electronic & Software Entwicklungs\0"
    "Knick Elektronische Messgeraete\0" "Smart Technologies and Investment\0" "Linough\0"
    "Advanced Electronic Designs\0" "Carefree Scott Fetzer\0" "Sensome\0" "FORTRONIK storitve\0" "Sinnoz\0"
    "Versa Networks\0" "Sylero\0" "Avempace SARL\0" "Nintendo\0" "National Instruments\0" "KROHNE Messtechnik\0"
    "Otodynamics\0" "Arwin Technology\0" "benegear\0" "Newcon Optik\0" "CANDY HOUSE\0" "FRANKLIN TECHNOLOGY\0" "Lely\0"
    "Valve\0" "Hekatron Vertriebs\0" "PROTECH S.A.S. DI GIRARDI ANDREA & C.\0" "Sarita CareTech\0" "Finder\0"
    "Thalmic Labs\0" "Steinel Vertrieb\0" "Beghelli\0" "Beijing Smartspace Technologies\0"
    "CORE TRANSPORT TECHNOLOGIES NZ\0" "Xiamen Everesports Goods\0" "Bodyport\0" "Audionics System\0" "Flipnavi\0"
    "Rion\0" "Long Range Systems\0" "Redmond Industrial Group\0" "VIZPIN\0" "BikeFinder\0" "Consumer Sleep Solutions\0"
    "PSIKICK\0" "AntTail.com\0" "Lighting Science Group\0" "AFFORDABLE ELECTRONICS\0" "Integral Memroy\0" "Globalstar\0"
    "True Wearables\0" "Wellington Drive Technologies\0" "Ensemble Tech\0" "OMNI Remotes\0" "Duracell U.S. Operations\0"
    "Toor Technologies\0" "Instinct Performance\0" "Beco\0" "Scuf Gaming International\0" "ARANZ Medical\0"
    "LYS TECHNOLOGIES\0" "Breakwall Analytics\0" "Code Blue Communications\0" "Gira Giersiepen\0"
    "Hearing Lab Technology\0" "LEGRAND\0" "Derichs\0" "ALT-TEKNIK\0" "Star Technologies\0" "START TODAY\0"
    "Maxim Integrated Products\0" "Fracarro Radioindustrie\0" "Jungheinrich Aktiengesellschaft\0"
    "Meta Platforms Technologies\0" "HENDON SEMICONDUCTORS\0" "Pur3\0" "Viasat Group\0" "IZITHERM\0"
    "Spaulding Clinical Research\0" "Kohler\0" "Inor Process\0" "My Smart Blinds\0" "RadioPulse\0" "rapitag\0"
    "Lazlo326\0" "Teledyne Lecroy\0" "Dataflow Systems\0" "Macrogiga Electronics\0" "Tandem Diabetes Care\0" "Polycom\0"
    "Fisher & Paykel Healthcare\0" "RCP Software\0" "Shanghai Xiaoyi Technology\0" "ADHERIUM (NZ)\0"
    "Axiomware Systems\0" "O. E. M. Controls\0" "Kiiroo\0" "Telecon Mobile\0" "Sonos\0" "Tom Allebrandi Consulting\0"
    "Monidor\0" "Tramex\0" "Nofence\0" "GoerTek Dynaudio\0" "INIA\0" "CARMATE MFG\0" "OV LOOP\0" "NewTec\0"
    "Medallion Instrumentation Systems\0" "CAREL INDUSTRIES\0" "Parabit Systems\0" "White Horse Scientific\0"
    "verisilicon\0" "Elecs Industry\0" "Beijing Pinecone Electronics\0" "Ambystoma Labs\0"
    "Suzhou Pairlink Network Technology\0" "igloohome\0" "Oxford Metrics\0" "Leviton Mfg\0" "ULC Robotics\0"
    "RFID Global by Softwork\0" "Real-World-Systems\0" "Nalu Medical\0" "P.I.Engineering\0" "Grote Industries\0"
    "Runtime\0" "Codecoup sp. z o.o. sp. k.\0" "SELVE\0" "Smart Animal Training Systems\0" "Lippert Components\0"
    "SOMFY\0" "TBS Electronics\0" "MHL Custom\0" "LucentWear\0" "WATTS ELECTRONICS\0" "RJ Brands\0" "V-ZUG\0"
    "Biowatch\0" "Anova Applied Electronics\0" "Lindab\0" "frogblue TECHNOLOGY\0" "Acurable\0" "LAMPLIGHT\0" "TEGAM\0"
    "Zhuhai Jieli technology\0" "modum.io\0" "Farm Jenny\0" "Toyo Electronics\0" "Applied Neural Research\0"
    "Avid Identification Systems\0" "Petronics\0" "essentim\0" "QT Medical\0" "VIRTUALCLINIC.DIRECT\0" "Viper Design\0"
    "Human\0" "stAPPtronics\0" "Elemental Machines\0" "Taiyo Yuden\0" "INEO ENERGY& SYSTEMS\0" "Motion Instruments\0"
    "PressurePro\0" "COWBOY\0" "iconmobile\0" "ACS-Control-System\0" "Bayerische Motoren Werke\0" "Gycom Svenska\0"
    "Fuji Xerox\0" "Wristcam\0" "SIKOM\0" "beken\0" "The Linux Foundation\0" "Try and E\0" "SeeScan\0" "Clearity\0"
    "GS TAG\0" "DPTechnics\0" "TRACMO\0" "Anki\0" "Hagleitner Hygiene International\0" "Konami Sports Life\0" "Arblet\0"
    "Masbando\0" "Innoseis\0" "Niko\0" "Wellnomics\0" "iRobot\0" "Schrader Electronics\0" "Geberit International\0"
    "Fourth Evolution\0" "Cell2Jack\0" "FMW electronic Futterer u. Maier-Wolf OHG\0" "John Deere\0"
    "Rookery Technology\0" "KeySafe-Cloud\0" "BUCHI Labortechnik\0" "IQAir\0" "Triax Technologies\0" "Vuzix\0" "TDK\0"
    "Blueair\0" "Signify Netherlands\0" "ADH GUARDIAN USA\0" "Beurer\0" "Playfinity\0" "Hans Dinslage\0"
    "OnAsset Intelligence\0" "INTER ACTION\0" "OS42 (haftungsbeschraenkt)\0" "WIZCONNECTED\0" "Audio-Technica\0"
    "Six Guys Labs\0" "R.W. Beckett\0" "silex technology\0" "Univations\0" "SENS Innovation\0" "Diamond Kinetics\0"
    "Phrame\0" "Forciot\0" "Noordung\0" "Beam Labs\0" "Philadelphia Scientific (U.K.)\0" "Biovotion\0" "Square Panda\0"
    "Amplifico\0" "WEG\0" "Ensto\0" "PHONEPE\0" "Lunatico Astronomia\0" "MinebeaMitsumi\0" "ASPion\0"
    "Vossloh-Schwabe Deutschland\0" "Procept\0" "ONKYO\0" "Asthrea\0" "Fortiori Design\0" "Hugo Muller\0"
    "Wangi Lai PLT\0" "Fanstel\0" "Crookwood\0" "ELECTRONICA INTEGRAL DE SONIDO\0" "GiP Innovation Tools\0"
    "LX SOLUTIONS\0" "Shenzhen Minew Technologies\0" "Prolojik\0" "Kromek Group\0" "Contec Medical Systems\0"
    "Xradio Technology\0" "The Indoor Lab\0" "LDL TECHNOLOGY\0" "Dish Network\0" "Revenue Collection Systems FRANCE\0"
    "Bluetrum Technology\0" "makita\0" "Apogee Instruments\0" "BM3\0" "SGV Group Holding\0" "MED-EL\0"
    "Ultune Technologies\0" "Ryeex Technology\0" "Open Research Institute\0" "Scale-Tec\0" "Zumtobel Group\0" "iLOQ\0"
    "KRUXWorks Technologies\0" "Digital Matter\0" "Coravin\0" "Stasis Labs\0"
    "ITZ Innovations- und Technologiezentrum\0" "Meggitt\0" "Ledlenser\0" "Renishaw\0" "ZhuHai AdvanPro Technology\0"
    "Meshtronix\0" "Payex Norge\0" "UnSeen Technologies\0" "Zound Industries International\0" "Sesam Solutions\0"
    "PixArt Imaging\0" "Panduit\0" "Alo\0" "Ricoh\0" "RTC Industries\0" "Mode Lighting\0" "Particle Industries\0"
    "Advanced Telemetry Systems\0" "RHA TECHNOLOGIES\0" "Pure International\0" "WTO Werkzeug-Einrichtungen\0"
    "Spark Technology Labs\0" "Bleb Technology\0" "Livanova USA\0" "Brady Worldwide\0" "DewertOkin\0" "Ztove\0"
    "Venso EcoSolutions\0" "Eurotronik Kranj\0" "Hug Technology\0" "Gema Switzerland\0" "Buzz Products\0" "Kopi\0"
    "Innova Ideas\0" "BeSpoon\0" "Deco Enterprises\0" "Expai Solutions\0" "Innovation First\0" "SABIK Offshore\0"
    "4iiii Innovations\0" "The Energy Conservatory\0" "I.FARM\0" "Tile\0" "Form Athletica\0" "MbientLab\0"
    "NETGRID S.N.C. DI BISSOLI MATTEO, CAMPOREALE SIMONE, TOGNETTI FEDERICO\0" "Mannkind\0" "Trade FIDES\0" "Photron\0"
    "Eltako\0" "Dermalapps\0" "Greenwald Industries\0" "inQs\0" "Cherry\0" "Amsted Digital Solutions\0" "Tacx\0"
    "Raytac\0" "Jiangsu Teranovo Tech\0" "Changzhou Sound Dragon Electronics and Acoustics\0" "JetBeep\0" "Razer\0"
    "JRM Group\0" "Eccrine Systems\0" "Curie Point\0" "Georg Fischer\0" "Hach - Danaher\0" "T&A Laboratories\0"
    "Koki Holdings\0" "Gunakar\0" "Stemco Products\0" "Wood IT Security\0" "RandomLab\0" "Adero\0" "Dragonchip\0"
    "Noomi\0" "Vakaros\0" "Delta Electronics\0" "FlowMotion Technologies\0" "OBIQ Location Technology\0"
    "Cardo Systems\0" "Globalworx\0" "Nymbus\0" "LIMNO\0" "TEKZITEL\0" "Roambee\0" "Chipsea Technologies (ShenZhen)\0"
    "GD Midea Air-Conditioning Equipment\0" "Soundmax Electronics\0" "Produal\0" "HMS Industrial Networks\0"
    "Ingchips Technology\0" "InnovaSea Systems\0" "SenseQ\0" "Shoof Technologies\0" "BRK Brands\0" "SimpliSafe\0"
    "Tussock Innovation 2013\0" "The Hablab\0" "Sencilion\0" "Wabilogic\0" "Sociometric Solutions\0" "iCOGNIZE\0"
    "ShadeCraft\0" "Beflex\0" "Beaconzone\0" "Leaftronix Analogic Solutions\0" "TWS\0" "ABB\0" "HitSeed\0"
    "Delcom Products\0" "CAME\0" "Alarm.com Holdings\0" "Measurlogic\0" "King I Electronics\0" "Dream Labs\0"
    "Urban Compass\0" "Simm Tronic\0" "Somatix\0" "Storz & Bickel\0" "MYLAPS\0"
    "Shenzhen Zhongguang Infotech Technology Development\0" "Dyeware\0" "Dongguan SmartAction Technology\0" "DIG\0"
    "FIOR & GENTZ\0" "Belparts\0" "Etekcity\0" "Meyer Sound Laboratories\0" "CeoTronics\0" "TriTeq Lock and Security\0"
    "DYNAKODE TECHNOLOGY\0" "Sensirion\0" "JCT Healthcare\0" "FUBA Automotive Electronics\0" "AW\0"
    "Shanghai Mountain View Silicon\0" "Zliide Technologies\0" "Automatic Labs\0" "Industrial Network Controls\0"
    "Intellithings\0" "Navcast\0" "HLI Solutions\0" "Avaya\0" "Milestone AV Technologies\0" "Alango Technologies\0"
    "Spinlock\0" "Aluna\0" "OPTEX\0" "NIHON DENGYO KOUSAKU\0" "VELUX\0" "Almendo Technologies\0"
    "Zmartfun Electronics\0" "SafeLine Sweden\0" "Houston Radar\0" "Sigur\0" "J Neades\0" "Avantis Systems\0" "ALCARE\0"
    "Chargy Technologies\0" "Shibutani\0" "Trapper Data\0" "Alfred International\0" "Touché Technology\0"
    "Vigil Technologies\0" "Vitulo Plus\0" "WILKA Schliesstechnik\0" "BodyPlus Technology\0" "happybrush\0" "Enequi\0"
    "Sartorius\0" "Tom Communication Industrial\0" "ESS Embedded System Solutions\0" "Mahr\0" "Redpine Signals\0"
    "TraqFreq\0" "PAFERS TECH\0" "Akciju sabiedriba \"SAF TEHNIKA\"\0" "Beijing Jingdong Century Trading\0"
    "JBX Designs\0" "AB Electrolux\0" "Wernher von Braun Center for ASdvanced Research\0"
    "Essity Hygiene and Health Aktiebolag\0" "Be Interactive\0" "Carewear\0" "Huf Hülsbeck & Fürst\0"
    "Element Products\0" "Beijing Winner Microelectronics\0" "SmartSnugg\0" "FiveCo Sarl\0" "California Things\0"
    "Audiodo\0" "ABAX\0" "Bull Group\0" "Respiri\0" "MindPeace Safety\0" "MBARC LABS\0" "Altonics\0" "iQsquare\0"
    "IDIBAIX enginneering\0" "COREIOT\0" "REVSMART WEARABLE HK\0" "Precor\0" "F5 Sports\0" "exoTIC Systems\0"
    "DONGGUAN HELE ELECTRONICS\0" "Dongguan Liesheng Electronic\0" "Oculeve\0" "Clover Network\0"
    "Xiamen Eholder Electronics\0" "Ford Motor\0" "Guangzhou SuperSound Information Technology\0" "Tedee\0" "PHC\0"
    "STALKIT\0" "Eli Lilly and\0" "SwaraLink Technologies\0" "JMR embedded systems\0" "Bitkey\0" "GWA Hygiene\0"
    "Safera\0" "Open Platform Systems\0" "OnePlus Electronics (Shenzhen)\0" "Wildlife Acoustics\0" "ABLIC\0"
    "Dairy Tech\0" "Iguanavation\0" "DiUS Computing\0" "UpRight Technologies\0" "Luna XIO\0" "LLC Navitek\0"
    "Glass Security\0" "Jiangsu Qinheng\0" "Chandler Systems\0" "Fantini Cosmi\0" "Acubit\0"
    "Beijing Hao Heng Tian Tech\0" "Bluepack\0" "Beijing Unisoc Technologies\0" "HITIQ\0" "MAC\0" "DML\0" "Sanofi\0"
    "SOCOMEC\0" "WIZNOVA\0" "Seitec Elektronik\0" "OR Technologies\0" "GuangZhou KuGou Computer Technology\0"
    "DIAODIAO (Beijing) Technology\0" "Illusory Studios\0" "Sarvavid Software Solutions\0" "iopool\0" "Amtech Systems\0"
    "EAGLE DETECTION\0" "MEDIATECH\0" "Hamilton Professional Services of Canada\0" "Changsha JEMO IC Design\0"
    "Elatec\0" "JLG Industries\0" "Michael Parkin\0" "Brother Industries\0" "Lumens For Less\0" "ELA Innovation\0"
    "umanSense\0" "Shanghai InGeek Cyber Security\0" "HARMAN\0" "Smart Sensor Devices\0" "Antitronics\0"
    "RHOMBUS SYSTEMS\0" "Katerra\0" "Remote Solution\0" "Vimar\0" "Mantis Tech\0" "TerOpta\0" "PIKOLIN\0"
    "WWZN Information Technology\0" "Voxx International\0" "ART AND PROGRAM\0" "NITTO DENKO ASIA TECHNICAL CENTRE\0"
    "Peloton Interactive\0" "Force Impact Technologies\0" "Dmac Mobile Developments\0"
    "Engineered Medical Technologies\0" "Noodle Technology\0" "Graesslin\0" "WuQi technologies\0"
    "Successful Endeavours\0" "InnoCon Medical\0" "Corvex Connected Safety\0" "Thirdwayv\0" "Echoflex Solutions\0"
    "C-MAX Asia\0" "4eBusiness\0" "Cyber Transport Control\0" "Cue\0" "KOAMTAC\0" "Loopshore\0" "Niruha Systems\0"
    "AmaterZ\0" "radius\0" "Sensority\0" "Sparkage\0" "Glenview Software\0" "Finch Technologies\0"
    "Qingping Technology (Beijing)\0" "DeviceDrive\0" "ESEMBER\0" "audifon\0" "O2 Micro\0" "HLP Controls\0"
    "Pangaea Solution\0" "BubblyNet\0" "PCB Piezotronics\0" "The Wildflower Foundation\0" "Optikam Tech\0"
    "MINIBREW HOLDING\0" "Cybex\0" "FUJIMIC NIIGATA\0" "Hanna Instruments\0" "KOMPAN\0" "Scosche Industries\0"
    "Cricut\0" "AEV spol. s r.o.\0" "The Coca-Cola\0" "GASTEC\0" "StarLeaf\0" "Water-i.d\0" "HoloKit\0" "PlantChoir\0"
    "GuangDong Oppo Mobile Telecommunications\0" "CST ELECTRONICS (PROPRIETARY)\0" "Sky UK\0" "Digibale\0" "Smartloxx\0"
    "Pune Scientific\0" "Regent Beleuchtungskorper\0" "Apollo Neuroscience\0" "Roku\0" "Comcast Cable\0"
    "Xiamen Mage Information Technology\0" "RAB Lighting\0" "Musen Connect\0" "Zume\0" "conbee\0"
    "Bruel & Kjaer Sound & Vibration\0" "The Kroger\0" "Granite River Solutions\0" "LoupeDeck\0"
    "New H3C Technologies\0" "Aurea Solucoes Tecnologicas\0" "Hong Kong Bouffalo Lab\0" "GV Concepts\0"
    "Thomas Dynamics\0" "Moeco IOT\0" "2N TELEKOMUNIKACE\0" "Hormann KG Antriebstechnik\0" "CRONO CHIP\0"
    "Soundbrenner\0" "ETABLISSEMENTS GEORGES RENAULT\0" "iSwip\0" "Epona Biotec\0" "Battery-Biz\0" "EPIC\0"
    "KD CIRCUITS\0" "Genedrive Diagnostics\0" "Axentia Technologies\0" "REGULA\0" "Biral\0" "A.W. Chesterton\0"
    "Radinn\0" "CIMTechniques\0" "Johnson Health Tech NA\0" "June Life\0" "Bluenetics\0" "iaconicDesign\0"
    "WRLDS Creations\0" "Skullcandy\0" "Modul-System HH\0" "West Pharmaceutical Services\0" "Barnacle Systems\0"
    "Smart Wave Technologies Canada\0" "Shanghai Top-Chip Microelectronics Tech\0" "NeoSensory\0"
    "Hangzhou Tuya Information Technology\0" "Shanghai Panchip Microelectronics\0" "React Accessibility\0" "LIVNEX\0"
    "Kano Computing\0" "hoots classic\0" "ecobee\0" "Nanjing Qinheng Microelectronics\0" "SOLUTIONS AMBRA\0"
    "Micro-Design\0" "STARLITE\0" "Remedee Labs\0" "ThingOS\0" "Linear Circuits\0" "Unlimited Engineering\0" "Snap-on\0"
    "Edifier International\0" "Lucie Labs\0" "Alfred Kaercher\0" "Airoha Technology\0" "Geeksme\0" "Minut\0"
    "Waybeyond\0" "Komfort IQ\0" "Packetcraft\0" "Häfele\0" "ShapeLog\0" "NOVABASE\0" "Frecce\0" "Joule IQ\0"
    "KidzTek\0" "Aktiebolaget Sandvik Coromant\0" "e-moola.com\0" "Zimi Innovations\0" "SERENE GROUP\0"
    "DIGISINE ENERGYTECH\0" "MEDIRLAB Orvosbiologiai Fejleszto Korlatolt Felelossegu Tarsasag\0" "Byton North America\0"
    "Shenzhen TonliScience and Technology Development\0" "Cesar Systems\0" "quip NYC\0"
    "Direct Communication Solutions\0" "Klipsch Group\0" "Access\0" "Renault\0" "JSK\0" "BIROTA\0" "maxon motor\0"
    "Optek\0" "CRONUS ELECTRONICS\0" "NantSound\0" "Domintell\0" "Andon Health\0" "Urbanminded\0" "TYRI Sweden\0"
    "ECD Electronic Components GmbH Dresden\0" "SISTEMAS KERN, SOCIEDAD ANÓMINA\0" "Trulli Audio\0" "Altaneos\0"
    "Nanoleaf Canada\0" "Ingy\0" "Azbil\0" "TATTCOM\0" "Paradox Engineering\0" "LECO\0" "Becker Antriebe\0"
    "Mstream Technologies\0" "Flextronics International USA\0" "Ossur hf.\0" "SKC\0" "SPICA SYSTEMS\0"
    "Wangs Alliance\0" "tatwah\0" "Hunter Douglas\0" "Shenzhen Conex\0" "DIM3\0" "Bobrick Washroom Equipment\0"
    "Potrykus Holdings and Development\0" "iNFORM Technology\0" "eSenseLab\0" "Brilliant Home Technology\0"
    "INOVA Geophysical\0" "adafruit industries\0" "Nexite\0" "8Power\0" "CME\0" "Hyundai Motor\0" "Kickmaker\0"
    "Shanghai Suisheng Information Technology\0" "HEXAGON METROLOGY DIVISION ROMER\0" "Mitutoyo\0"
    "shenzhen fitcare electronics\0" "INGICS TECHNOLOGY\0" "INCUS PERFORMANCE\0" "ABB\0" "Blippit\0"
    "Core Health and Fitness\0" "Foxble\0" "Intermotive\0" "Conneqtech\0" "RIKEN KEIKI\0" "Canopy Growth\0" "Bitwards\0"
    "vivo Mobile Communication\0" "Etymotic Research\0" "A puissance 3\0" "BPW Bergische Achsen Kommanditgesellschaft\0"
    "Piaggio Fast Forward\0" "BeerTech\0" "Tokenize\0" "Zorachka\0" "D-Link\0" "Down Range Systems\0"
    "General Luminaire (Shanghai)\0" "Tangshan HongJia electronic technology\0" "FRAGRANCE DELIVERY TECHNOLOGIES\0"
    "Pepperl + Fuchs\0" "Dometic\0" "USound\0" "DNANUDGE\0" "JUJU JOINTS CANADA\0" "Dopple Technologies\0" "ARCOM\0"
    "Biotechware\0" "ORSO\0" "SafePort\0" "Carol Cole\0" "Embedded Fitness\0" "Yealink (Xiamen) Network Technology\0"
    "Subeca\0" "Cognosos\0" "Pektron Group\0" "Tap Sound System\0" "Helios Sports\0" "Canopy Growth\0" "Parsyl\0"
    "SOUNDBOKS\0" "BlueUp\0" "DAKATECH\0" "Nisshinbo Micro Devices\0" "ACOS\0" "Guilin Zhishen Information Technology\0"
    "Krog Systems\0" "COMPEGPS TEAM,SOCIEDAD LIMITADA\0" "Alflex Products\0" "SmartSensor Labs\0" "SmartDrive\0"
    "Yo-tronics Technology\0" "Rafaelmicro\0" "Emergency Lighting Products\0" "LAONZ\0" "Western Digital Techologies\0"
    "WIOsense\0" "EVVA Sicherheitstechnologie\0" "Odic\0" "Pacific Track\0" "Revvo Technologies\0" "Biometrika\0"
    "Vorwerk Elektrowerke\0" "Trackunit\0" "Wyze Labs\0" "Dension Elektronikai\0" "11 Health & Technologies\0"
    "Innophase\0" "Treegreen\0" "Berner International\0" "SmartResQ\0" "Tome\0" "The Chamberlain Group\0" "MIZUNO\0"
    "ZRF\0" "BYSTAMP\0" "Crosscan\0" "Konftel\0" "1bar.net\0" "Phillips Connect Technologies\0" "imagiLabs\0"
    "Optalert\0" "PSYONIC\0" "Wintersteiger\0" "Controlid Industria, Comercio de Hardware e Servicos de Tecnologia\0"
    "LEVOLOR\0" "Movella Technologies\0" "Hydro-Gear Limited Partnership\0" "EnPointe Fencing\0" "XANTHIO\0" "sclak\0"
    "Tricorder Arraay Technologies\0" "GB Solution\0" "Soliton Systems\0" "GIGA-TMS\0" "Tait International\0"
    "NICHIEI INTEC\0" "SmartWireless\0" "Ingenieurbuero Birnfeld (haftungsbeschraenkt)\0" "Maytronics\0" "EPIFIT\0"
    "Gimer medical\0" "Nokian Renkaat\0" "Current Lighting Solutions\0" "Sensibo\0" "SFS unimarket\0"
    "Private limited company \"Teltonika\"\0" "Saucon Technologies\0" "Embedded Devices\0" "J-J.A.D.E. Enterprise\0"
    "i-SENS\0" "Witschi Electronic\0" "Aclara Technologies\0" "EXEO TECH\0" "Epic Systems\0" "Hoffmann\0"
    "Realme Chongqing Mobile Telecommunications\0" "UMEHEAL\0" "Intelligenceworks\0" "TGR 1.618\0" "Shanghai Kfcube\0"
    "Fraunhofer IIS\0" "SZ DJI TECHNOLOGY\0" "Coburn Technology\0" "Topre\0" "Kayamatics\0" "Moticon ReGo\0" "Polidea\0"
    "Trivedi Advanced Technologies\0" "CORE|vision\0" "PF SCHWEISSTECHNOLOGIE\0" "IONIQ Skincare\0" "Sengled\0"
    "TransferFi\0" "Boehringer Ingelheim Vetmedica\0" "ABB\0" "Check Technology Solutions\0" "U-Shin\0" "HYPER ICE\0"
    "Tokai-rika\0" "Prevayl\0" "bf1systems\0" "ubisys technologies\0" "SIRC\0" "Accent Advanced Systems SLU\0"
    "Rayden.Earth\0" "Lindinvent\0" "CHIPOLO\0" "CellAssist\0" "J. Wagner\0" "Integra Optics\0" "Monadnock Systems\0"
    "Liteboxer Technologies\0" "Noventa\0" "Nubia Technology\0" "JT INNOVATIONS\0" "TGM TECHNOLOGY\0" "ifly\0" "ZIMI\0"
    "betternotstealmybike (with limited liability)\0" "ESTOM Infotech\0" "Sensovium\0" "Virscient\0" "Novel Bits\0"
    "ADATA Technology\0" "KEYes\0" "Nome\0" "Inovonics\0" "WARES\0" "Pointr Labs\0" "Miridia Technology\0"
    "Tertium Technology\0" "SHENZHEN AUKEY E BUSINESS\0" "code-Q\0" "TE Connectivity\0" "IRIS OHYAMA\0"
    "Philia Technology\0" "KOZO KEIKAKU ENGINEERING\0" "Shenzhen Simo Technology\0" "Republic Wireless\0" "Rashidov\0"
    "Crowd Connected\0" "Eneso Tecnologia de Adaptacion\0" "Barrot Technology\0" "Naonext\0" "Taiwan Intelligent Home\0"
    "COWBELL ENGINEERING\0" "Beijing Big Moment Technology\0" "Denso\0" "IMI Hydronic Engineering International\0"
    "Askey Computer\0" "Cumulus Digital Systems\0" "Joovv\0" "The L.S. Starrett\0" "Microoled\0"
    "PSP - Pauli Services & Products\0" "Kodimo Technologies\0" "Tymtix Technologies\0" "Dermal Photonics\0"
    "MTD Products Inc & Affiliates\0" "instagrid\0" "Spacelabs Medical\0" "Troo\0" "Darkglass Electronics\0"
    "Hill-Rom\0" "BioIntelliSense\0" "Ketronixs\0" "Plastimold Products\0" "Beijing Zizai Technology\0" "Lucimed\0"
    "TSC Auto-ID Technology\0" "DATAMARS\0" "SUNCORPORATION\0" "Yandex Services\0" "Scope Logistical Solutions\0"
    "User Hello\0" "Pinpoint Innovations\0" "70mai\0" "Zhuhai Hoksi Technology\0" "EMBR labs\0"
    "Radiawave Technologies\0" "IOT Invent\0" "OPTIMUSIOT TECH\0" "VC\0" "ASR Microelectronics (Shanghai)\0"
    "Douglas Lighting Controls\0" "Nerbio Medical Software Platforms\0" "Braveheart Wireless\0" "INEO-SENSE\0"
    "Honda Motor\0" "Ambient Sensors\0" "ASR Microelectronics (ShenZhen)\0" "Technosphere Labs\0" "NO SMD\0"
    "Albertronic\0" "Luminostics\0" "Oblamatik\0" "Innokind\0" "Melbot Studios, Sociedad Limitada\0"
    "Myzee Technology\0" "Omnisense\0" "KAHA\0" "Shanghai MXCHIP Information Technology\0" "JSB TECH\0"
    "Fundacion Tecnalia Research and Innovation\0" "Yukai Engineering\0" "Gooligum Technologies\0" "ROOQ\0" "AiRISTA\0"
    "Qingdao Haier Technology\0" "Sappl Verwaltungs- und Betriebs\0" "TekHome\0" "PCI\0" "Leggett & Platt\0" "PS\0"
    "C.O.B.O\0" "James Walker RotaBolt\0" "BREATHINGS\0" "BarVision\0" "SRAM\0" "KiteSpring\0" "Reconnect\0" "Elekon\0"
    "RealThingks\0" "Henway Technologies\0" "ASTEM\0" "LinkedSemi Microelectronics (Xiamen)\0" "ENSESO\0" "Xenoma\0"
    "Adolf Wuerth\0" "Catalyft Labs\0" "JEPICO\0" "Hero Workout\0" "Rivian Automotive\0" "TRANSSION HOLDINGS\0"
    "Inovonics\0" "Agitron\0" "Globe (Jiangsu)\0" "AMC International Alfa Metalcraft\0" "First Light Technologies\0"
    "Wearable Link\0" "Metronom Health Europe\0" "Zwift\0" "Kindeva Drug Delivery\0" "GimmiSys\0" "tkLABS\0"
    "PassiveBolt\0" "Limited Liability Company \"Mikrotikls\"\0" "Capetech\0" "PPRS\0" "Apptricity\0" "LogiLube\0"
    "Julbo\0" "Breville Group\0" "Kerlink\0" "Ohsung Electronics\0" "ZTE\0" "HerdDogg\0"
    "Selekt Bilgisayar, lletisim Urunleri lnsaat Sanayi ve Ticaret Limited Sirketi\0" "Lismore Instruments\0"
    "LogiLube\0" "Electronic Theatre Controls\0" "BioEchoNet\0" "NUANCE HEARING\0" "Sena Technologies\0" "Linkura\0"
    "GL Solutions\0" "Moonbird\0" "Countrymate Technology\0" "Asahi Kasei\0" "PointGuard\0"
    "Neo Materials and Consulting\0" "Actev Motors\0" "Woan Technology (Shenzhen)\0" "dricos\0" "Guide ID\0"
    "9374-7319 Quebec\0" "Gunwerks\0" "Band Industries\0" "Lund Motion Products\0" "IBA Dosimetry\0" "GA\0"
    "Closed Joint Stock Company \"Zavod Flometr\" (\"Zavod Flometr\" CJSC)\0" "Popit\0" "ABEYE\0"
    "BlueIOT(Beijing) Technology\0" "Fauna Audio\0" "TOYOTA motor\0" "ZifferEins\0" "BIOTRONIK\0" "CORE\0"
    "CTEK Sweden\0" "Thorley Industries\0" "CLB\0" "SonicSensory\0" "ISEMAR\0"
    "DEKRA TESTING AND CERTIFICATION, S.A.U.\0" "Bernard Krone Holding\0" "ELPRO-BUCHS\0" "Feedback Sports\0"
    "TeraTron\0" "Lumos Health\0" "Cello Hill\0" "TSE BRAKES\0" "BHM-Tech Produktionsgesellschaft m.b.H\0"
    "WIKA Alexander Wiegand\0" "Biovigil\0" "Mequonic Engineering\0" "bGrid\0" "C3-WIRELESS\0" "ADVEEZ\0"
    "Aktiebolaget Regin\0" "Anton Paar\0" "Telenor\0" "Big Kaiser Precision Tooling\0" "Absolute Audio Labs\0" "VT42\0"
    "Bronkhorst High-Tech\0" "C. & E. Fein\0" "NextMind\0" "Pixie Dust Technologies\0" "eTactica ehf\0" "New Audio\0"
    "Sendum Wireless\0" "deister electronic\0" "YKK AP\0" "Step One\0" "Koya Medical\0" "Proof Diagnostics\0"
    "VOS Systems\0" "ENGAGENOW DATA SCIENCES\0" "ARDUINO\0" "KUMHO ELECTRICS\0" "Security Enhancement Systems\0"
    "BEIJING ELECTRIC VEHICLE\0" "Paybuddy\0" "KHN Solutions\0" "Nippon Ceramic\0" "PHOTODYNAMIC\0" "DashLogic\0"
    "Ambiq\0" "Narhwall\0" "Pozyx\0" "ifLink Open Community\0" "Deublin\0" "BLINQY\0" "DYPHI\0"
    "BlueX Microelectronics\0" "PentaLock\0" "AUTEC Gesellschaft fuer Automationstechnik\0" "Pegasus Technologies\0"
    "Bout Labs\0" "PlayerData\0" "SAVOY ELECTRONIC LIGHTING\0" "Elimo Engineering\0" "SkyStream\0" "Aerosens\0"
    "Centre Suisse d'Electronique et de Microtechnique\0" "Vessel\0" "Span.IO\0" "AnotherBrain\0" "Rosewill\0"
    "Universal Audio\0" "JAPAN TOBACCO\0" "UVISIO\0" "HungYi Microelectronics\0" "Honor Device\0" "Combustion\0"
    "XUNTONG\0" "CrowdGlow\0" "Mobitrace\0" "Hx Engineering\0" "Senso4s\0" "Blyott\0" "Julius Blum\0" "BlueStreak IoT\0"
    "Chess Wise\0" "ABLEPAY TECHNOLOGIES\0" "Temperature Sensitive Solutions Systems Sweden\0" "HeartHero\0" "ORBIS\0"
    "GEAR RADIO ELECTRONICS\0" "EAR TEKNIK ISITME VE ODIOMETRI CIHAZLARI SANAYI VE TICARET ANONIM SIRKETI\0" "Coyotta\0"
    "Synergy Tecnologia em Sistemas\0" "VivoSensMedical\0" "Nagravision\0" "Bionic Avionics\0" "AON2\0"
    "Innoware Development\0" "JLD Technology Solutions\0" "Magnus Technology\0" "Preddio Technologies\0" "Tag-N-Trac\0"
    "Wuhan Linptech\0" "Friday Home\0" "CPS\0" "Mobilogix\0" "Masonite\0" "Kabushikigaisha HANERON\0"
    "Melange Systems\0" "LumenRadio\0" "Athlos\0" "KEAN ELECTRONICS\0" "Yukon advanced optics worldwide, UAB\0"
    "Sibel\0" "OJMAR\0" "Steinel Solutions\0" "WatchGas\0" "OM Digital Solutions\0" "Audeara\0"
    "Beijing Zero Zero Infinity Technology\0" "Spectrum Technologies\0" "OKI Electric Industry\0"
    "Mobile Action Technology\0" "SENSATEC\0" "R.O\0" "Hangzhou Yaguan Technology\0" "Listen Technologies\0" "TOITU\0"
    "Confidex\0" "Keep Technologies\0" "Lichtvision Engineering\0" "AIRSTAR\0" "Ampler Bikes\0" "Cleveron\0"
    "Ayxon-Dynamics\0" "donutrobotics\0" "Flosonics Medical\0" "Southwire\0" "Shanghai wuqi microelectronics\0"
    "Reflow\0" "Oras\0" "ECCT\0" "Volan Technology\0" "SIANA Systems\0" "Shanghai Yidian Intelligent Technology\0"
    "Blue Peacock\0" "Roland\0" "LIXIL\0" "SUBARU\0" "Sensolus\0" "Dyson Technology\0" "Tec4med LifeScience\0"
    "CROXEL\0" "Syng\0" "RIDE VISION\0" "Plume Design\0" "Cambridge Animal Technologies\0" "Maxell\0" "Link Labs\0"
    "Embrava\0" "INPEAK S.C.\0" "API-K\0" "CombiQ\0" "DeVilbiss Healthcare\0" "Jiangxi Innotech Technology\0"
    "Apollogic\0" "DAIICHIKOSHO\0" "BIXOLON\0" "Atmosic Technologies\0" "Eran Financial Services\0" "Louis Vuitton\0"
    "AYU DEVICES\0" "NanoFlex Power\0" "Worthcloud Technology\0" "Yamaha\0" "PaceBait IVS\0"
    "Shenzhen H&T Intelligent Control\0" "Shenzhen Feasycom Technology\0" "Zuma Array\0" "Instamic\0" "Air-Weigh\0"
    "Nevro\0" "Pinnacle Technology\0" "WMF\0" "Luxer\0" "safectory\0" "NGK SPARK PLUG\0" "2587702 Ontario\0"
    "Bouffalo Lab (Nanjing)\0" "BLUETICKETING\0" "Incotex\0" "Galileo Technology\0" "Siteco\0" "DELABIE\0"
    "Hefei Yunlian Semiconductor\0" "Shenzhen Yopeak Optoelectronics Technology\0" "GEWISS\0" "OPEX\0" "Motionalysis\0"
    "Busch Systems International\0" "Novidan\0" "3SI Security Systems\0" "Beijing HC-Infinite Technology\0" "The Wand\0"
    "JRC Mobility\0" "Venture Research\0" "Map Large\0" "MistyWest Energy and Transport\0"
    "SiFli Technologies (shanghai)\0" "Lockn Technologies\0" "Toytec\0" "VANMOOF Global Holding\0" "Nextscape\0"
    "CSIRO\0" "Follow Sense Europe\0" "KKM\0" "SQL Technologies\0" "Inugo Systems\0" "ambie\0"
    "Meizhou Guo Wei Electronics\0" "Indigo Diabetes\0" "TourBuilt\0" "Sontheim Industrie Elektronik\0"
    "LEGIC Identsystems\0" "Innovative Design Labs\0" "MG Energy Systems\0" "LaceClips\0" "stryker\0"
    "DATANG SEMICONDUCTOR TECHNOLOGY\0" "Smart Parks\0" "MOKO TECHNOLOGY\0" "Gremsy\0" "Geopal system\0" "Lytx\0"
    "JUSTMORPH\0" "Beijing SuperHexa Century Technology\0" "Focus Ingenieria\0" "HAPPIEST BABY\0" "Scribble Design\0"
    "Olympic Ophthalmics\0" "Pokkels\0" "KUUKANJYOKIN\0" "Pac Sane\0" "Warner Bros.\0" "Ooma\0" "Senquip\0" "Jumo\0"
    "Innohome\0" "MICROSON\0" "Delta Cycle\0" "Synaptics\0" "AXTRO\0" "Shenzhen Sunricher Technology\0" "Webasto\0"
    "Emlid\0" "UniqAir\0" "WAFERLOCK\0" "Freedman Electronics\0" "KEBA Handover Automation\0" "Intuity Medical\0"
    "Cleer\0" "Universal Biosensors\0" "Corsair\0" "Rivata\0" "Greennote\0" "Snowball Technology\0"
    "ALIZENT International\0" "Shanghai Smart System Technology\0" "PSA Peugeot Citroen\0" "SES-Imagotag\0"
    "HAINBUCH GMBH SPANNENDE TECHNIK\0" "SANlight\0" "DelpSys\0" "JCM TECHNOLOGIES\0" "Perfect\0" "TOTO\0"
    "Shenzhen Grandsun Electronic\0" "Monarch International\0" "Carestream Dental\0" "GiPStech\0" "OOBIK\0" "Pamex\0"
    "Lightricity\0" "SensTek\0" "Foil\0" "Shanghai high-flying electronics technology\0" "TEMKIN ASSOCIATES\0" "Eello\0"
    "Xi'an Fengyu Information Technology\0" "Canon Finetech Nisca\0" "LifePlus\0" "ista International\0"
    "Loy Tec electronics\0" "LINCOGN TECHNOLOGY\0" "Care Bloom\0" "DIC\0" "FAZEPRO\0" "Shenzhen Uascent Technology\0"
    "Realityworks\0" "Urbanista\0" "Zencontrol\0" "Spintly\0" "Computime International\0" "Anhui Listenai\0" "OSM HK\0"
    "Adevo Consulting\0" "PS Engineering\0" "AIAIAI\0" "Visiontronic\0" "InVue Security Products\0" "TouchTronics\0"
    "INNER RANGE\0" "Ellenby Technologies\0" "Elstat Electronics\0" "Xenter\0" "LogTag North America\0" "Sens.ai\0"
    "STL\0" "Open Bionics\0" "R-DAS\0" "KCCS Mobile Engineering\0" "Inventas\0" "Robkoo Information & Technologies\0"
    "PAUL HARTMANN\0" "Omni-ID USA\0" "Shenzhen Jingxun Technology\0"
    "RealMega Microelectronics technology (Shanghai)\0" "Kenzen\0" "CODIUM\0" "Flexoptix\0" "Barnes Group\0"
    "Chengdu Aich Technology\0" "Keepin\0" "Swedlock\0" "Shenzhen CoolKit Technology\0"
    "ise Individuelle Software und Elektronik\0" "Nuvoton\0" "Visuallex Sport International\0" "KOBATA GAUGE MFG\0"
    "CACI Technologies\0" "Nordic Strong\0" "EAGLE KINGDOM TECHNOLOGIES\0" "Lautsprecher Teufel\0"
    "SSV Software Systems\0" "Zhuhai Pantum Electronisc\0" "Streamit\0" "nymea\0" "AL-KO Geraete\0"
    "Franz Kaldewei GmbH&Co\0" "Shenzhen Aimore\0" "Codefabrik\0" "Reelables\0" "Duravit\0" "Boss Audio\0"
    "Vocera Communications\0" "Douglas Dynamics\0" "Viceroy Devices\0" "ChengDu ForThink Technology\0"
    "IMATRIX SYSTEMS\0" "GlobalMed\0" "DALI Alliance\0" "unu\0" "Hexology\0" "Sunplus Technology\0" "LEVEL\0"
    "FLIR Systems\0" "Borda Technology\0" "Square\0" "FUTEK ADVANCED SENSOR TECHNOLOGY\0" "Saxonar\0" "Velentium\0"
    "GLP German Light Products\0" "Leupold & Stevens\0" "CRADERS\0" "Shanghai All Link Microelectronics\0" "701x\0"
    "Radioworks Microelectronics\0" "Unitech Electronic\0" "AMETEK\0" "Irdeto\0" "First Design System\0" "Unisto\0"
    "Chengdu Ambit Technology\0" "SMT ELEKTRONIK\0" "Cerebrum Sensor Technologies\0" "Weber Sensors\0"
    "Earda Technologies\0" "FUSEAWARE\0" "Flaircomm Microelectronics\0" "RESIDEO TECHNOLOGIES\0"
    "IORA Technology Development Ltd. Sti.\0" "Precision Triathlon Systems\0" "I-PERCUT\0" "Marquardt\0" "FAZUA\0"
    "Workaround\0" "Shenzhen Qianfenyi Intelligent Technology\0" "soonisys\0" "Belun Technology\0" "Sanistaal\0"
    "BluPeak\0" "SANYO DENKO\0" "Honda Lock Mfg\0" "B.E.A\0" "Alfa Laval Corporate\0" "ThermoWorks\0"
    "ToughBuilt Industries\0" "IOTOOLS\0" "Olumee\0" "NAOS JAPAN\0" "Guard RFID Solutions\0" "SIG SAUER\0" "DECATHLON\0"
    "WBS PROJECT H\0" "Roca Sanitario\0" "Enerpac Tool Group\0" "Nanoleq\0" "Accelerated Systems\0" "PB\0"
    "Beijing ESWIN Computing Technology\0" "TKH Security\0" "ams\0" "Hygiene IQ\0" "iRhythm Technologies\0"
    "BeiJing ZiJie TiaoDong KeJi\0" "NIBROTECH\0" "Baracoda Daily Healthtech.\0" "Lumi United Technology\0" "CHACON\0"
    "Tech-Venom Entertainment\0" "ACL Airshop\0" "MAINBOT\0" "ILLUMAGEAR\0" "REDARC ELECTRONICS\0" "MOCA System\0"
    "Duke Manufacturing\0" "ART\0" "Silver Wolf Vehicles\0" "Hala Systems\0" "ARMATURA\0" "CONZUMEX INDUSTRIES\0"
    "BH SENS\0" "SINTEF\0" "Omnivoltaic Energy Solutions\0" "WISYCOM\0" "Red 100 Lighting\0" "Impact Biosystems\0"
    "AIC semiconductor (Shanghai)\0" "Dodge Industrial\0" "REALTIMEID\0" "ISEO Serrature\0" "MindRhythm\0"
    "Havells India\0" "Sentrax\0" "TSI\0" "INCITAT ENVIRONNEMENT\0" "nFore Technology\0" "Electronic Sensors\0"
    "Bird Rides\0" "Gentex\0" "NIO USA\0" "SkyHawke Technologies\0" "Nomono\0" "EMS Integrators\0" "BiosBob.Biz\0"
    "Adam Hall\0" "ICP Systems\0" "Breezi.io\0" "Mesh Systems\0" "FUN FACTORY\0" "ZIIP\0"
    "SHENZHEN KAADAS INTELLIGENT TECHNOLOGY\0" "Emotion Fitness\0" "H G M Automotive Electronics\0" "BORA - Vertriebs\0"
    "CONVERTRONIX TECHNOLOGIES AND SERVICES\0" "TOKAI-DENSHI\0" "Versa Group\0" "H.P. Shelby Manufacturing\0"
    "Shenzhen ImagineVision Technology\0" "Exponential Power\0" "Fujian Newland Auto-ID Tech\0" "CELLCONTROL\0"
    "Rivieh\0" "RATOC Systems\0" "Sentek\0" "NOVEA ENERGIES\0" "Innolux\0" "NingBo klite Electric Manufacture\0"
    "The Apache Software Foundation\0" "MITSUBISHI ELECTRIC AUTOMATION (THAILAND)\0" "CleanSpace Technology\0" "Quha\0"
    "Addaday\0" "Dymo\0" "Samsara Networks\0" "Sensitech\0" "SOLUM\0" "React Mobile\0" "Shenzhen Malide Technology\0"
    "JDRF Electromag Engineering\0" "lilbit ODM\0" "Geeknet\0" "HARADA INDUSTRY\0" "BQN\0" "Triple W Japan\0" "MAX-co\0"
    "Aixlink (Chengdu)\0" "FIELD DESIGN\0" "Sankyo Air Tech\0" "Shenzhen KTC Technology\0" "Hardcoder\0" "Scangrip\0"
    "FoundersLane\0" "Offcode\0" "ICU tech\0" "AXELIFE\0" "SCM Group\0" "Mammut Sports Group\0" "Taiga Motors\0"
    "Presidio Medical\0" "VIMANA TECH\0" "Trek Bicycle\0" "Ampetronic\0"
    "Muguang (Guangdong) Intelligent Lighting Technology\0" "Rotronic\0" "Seiko Instruments\0"
    "American Technology Components\0" "MOTREX\0" "Pertech Industries\0" "Gentle Energy\0" "Senscomm Semiconductor\0"
    "Ineos Automotive\0" "Alfen ICU\0" "Citisend Solutions\0" "Hangzhou BroadLink Technology\0" "Dreem\0" "Netwake\0"
    "Telecom Design\0" "SILVER TREE LABS\0" "Gymstory\0" "The Goodyear Tire & Rubber\0"
    "Beijing Wisepool Infinite Intelligence Technology\0" "GISMAN\0" "Komatsu\0" "Sensoria Holdings\0"
    "Audio Partnership\0" "Group Lotus\0" "Data Sciences International\0" "Bunn-O-Matic\0" "TireCheck\0"
    "Sonova Consumer Hearing\0" "Vervent Audio Group\0" "SONICOS ENTERPRISES\0" "Nissan Motor\0" "hearX Group (Pty)\0"
    "GLOWFORGE\0" "Allterco Robotics\0" "Infinitegra\0" "Grandex International\0" "Machfu\0" "Roambotics\0"
    "Soma Labs\0" "NITTO KOGYO\0" "Ecolab\0" "Beijing ranxin intelligence technology\0" "Fjorden Electra\0" "Flender\0"
    "New Cosmos USA\0" "Xirgo Technologies\0" "Build With Robots\0" "IONA Tech\0" "INNOVAG\0" "SaluStim Group\0"
    "Huso\0" "SWISSINNO SOLUTIONS\0" "T2REALITY SOLUTIONS\0" "ETHEORY\0" "SAAB Aktiebolag\0" "HIMSA\0" "READY FOR SKY\0"
    "Miele & Cie\0" "EntWick\0" "MCOT\0" "TECHTICS ENGINEERING\0" "Aperia Technologies\0"
    "TCL COMMUNICATION EQUIPMENT\0" "Signtle\0" "OTF Distribution\0" "Neuvatek\0" "Perimeter Technologies\0"
    "Divesoft\0" "Sylvac\0" "Amiko\0" "Neurosity\0" "LL Tec Group\0" "Durag\0" "Hubei Yuan Times Technology\0" "IDEC\0"
    "Procon Analytics\0" "ndd Medizintechnik\0" "Super B Lithium Power\0" "Shenzhen Injoinic Technology\0"
    "VINFAST TRADING AND PRODUCTION JOINT STOCK\0" "PURA SCENTS\0" "Elics Basis\0" "Aardex\0" "CHAR-BROIL\0"
    "Ledworks\0" "Coroflo\0" "Yale\0" "WINKEY ENTERPRISE (HONG KONG)\0" "Koizumi Lighting Technology\0"
    "Back40 Precision\0" "OTC engineering\0" "Comtel Systems\0" "Deepfield Connect\0"
    "ZWILLING J.A. Henckels Aktiengesellschaft\0" "Puratap\0" "Fresnel Technologies\0" "Sensormate\0"
    "Shindengen Electric Manufacturing\0" "Twenty Five Seven, prodaja in storitve\0" "Luna Health\0" "Miracle-Ear\0"
    "CORAL-TAIYI\0" "LINKSYS USA\0" "Safetytest\0" "KIDO SPORTS\0" "Site IQ\0" "Angel Medical Systems\0"
    "PONE BIOMETRICS\0" "ER Lab\0" "T5 tek\0" "greenTEG\0" "Wacker Neuson\0" "Innovacionnye Resheniya\0" "Alio\0"
    "CleanBands Systems\0" "Dodam Enersys\0" "T+A elektroakustik\0" "Esmé Solutions\0" "Media-Cartec\0"
    "Ratio Electric\0" "MQA\0" "NEOWRK SISTEMAS INTELIGENTES\0" "Loomanet\0" "Puff\0" "Happy Health\0"
    "Montage Connect\0" "LED Smart\0" "CONSTRUKTS\0" "limited liability company \"Red\"\0" "Senic\0"
    "Automated Pet Care Products\0" "aconno\0" "Mendeltron\0" "Mereltron\0" "ALEX DENKO\0" "AETERLINK\0" "Cosmed\0"
    "Gordon Murray Design\0" "IoSA\0" "Scandinavian Health\0" "Fasetto\0" "Geva Sol\0" "TYKEE\0" "SomnoMed\0"
    "CORROHM\0" "Arlo Technologies\0" "Catapult Group International\0" "Rockchip Electronics\0" "GEMU\0"
    "OFF Line Japan\0" "EC sense\0" "LVI\0" "COMELIT GROUP\0" "Foshan Viomi Electrical Technology\0" "Glamo\0"
    "KEYTEC\0" "SMARTD TECHNOLOGIES\0" "JURA Elektroapparate\0" "Performance Electronics\0" "Pal Electronics\0"
    "Embecta\0" "DENSO AIRCOOL\0" "Caresix\0" "GigaDevice Semiconductor\0" "Zeku Technology (Shanghai)\0"
    "OTF Product Sourcing\0" "Easee\0" "BEEHERO\0" "McIntosh Group\0" "KINDOO\0" "Xian Yisuobao Electronic Technology\0"
    "Exeger Operations\0" "BYD\0" "Thermokon-Sensortechnik\0" "Cosmicnode\0" "SignalQuest\0" "Noritz\0" "TIGER\0"
    "Equinosis\0" "ORB Innovations\0" "Classified Cycling\0" "Wrmth\0" "BELLDESIGN\0" "Stinger Equipment\0" "HORIBA\0"
    "Control Solutions\0" "Heath Consultants\0" "Berlinger\0" "ONCELABS\0" "Brose Verwaltung SE, Bamberg\0"
    "Granwin IoT Technology (Guangzhou)\0" "Epsilon Electronics,lnc\0" "VALEO MANAGEMENT SERVICES\0" "twopounds\0"
    "atSpiro\0" "ADTRAN\0" "Orpyx Medical Technologies\0" "Seekwave Technology\0" "Tactile Engineering\0"
    "SharkNinja Operating\0" "Imostar Technologies\0" "INNOVA\0" "ESCEA\0" "Taco\0" "HiViz Lighting\0" "Zintouch\0"
    "Rheem Sales\0" "UNEEG medical\0" "Hykso\0" "CYBERDYNE\0" "Lockswitch\0" "Alban Giacomo\0"
    "MGM WIRELESSS HOLDINGS\0" "StepUp Solutions\0" "BlueID\0" "Nanjing Linkpower Microelectronics\0"
    "KEBA Energy Automation\0" "NNOXX\0" "Phiaton\0" "phg Peter Hengstler GmbH +\0" "dormakaba Holding\0" "WAKO\0"
    "DEN Smart Home\0" "TRACKTING\0" "Emerja\0" "BLITZ electric motors\0" "CONSORCIO TRUST CONTROL - NETTEL\0"
    "GILSON\0" "SNIFF LOGIC\0" "Fidure\0" "Sensa\0" "Parakey\0" "SCARAB SOLUTIONS\0" "BitGreen Technolabz (OPC)\0"
    "StreetCar ORV\0" "Truma Gerätetechnik\0" "yupiteru\0" "Embedded Engineering Solutions\0"
    "Shenzhen Gwell Times Technology\0" "TEAC\0" "CHARGTRON IOT\0" "Zhuhai Smartlink Technology\0"
    "Triductor Technology (Suzhou)\0" "PT SADAMAYA GRAHA TEKNOLOGI\0" "Mopeka Products\0" "3ALogics\0"
    "BOOMING OF THINGS\0" "Rochester Sensors\0" "CARDIOID - TECHNOLOGIES\0" "Carrier\0" "NACON\0" "Watchdog Systems\0"
    "MAXON INDUSTRIES\0" "Amlogic\0" "Qingdao Eastsoft Communication Technology\0" "Weltek Technologies\0" "Nextivity\0"
    "AGZZX OPTOELECTRONICS TECHNOLOGY\0" "A.GLOBAL\0" "Heavys\0" "T-Mobile USA\0" "tonies\0" "Technocon Engineering\0"
    "Radar Automobile Sales (Shandong)\0" "WESCO\0" "Yashu Systems\0" "Kesseböhmer Ergonomietechnik\0" "Movesense\0"
    "Baxter Healthcare\0" "Gemstone Lights Canada\0" "H+B Hightech\0" "Deako\0" "MiX Telematics International (PTY)\0"
    "Vire Health\0" "ALF\0" "NTT sonority\0" "Sunstone-RTLS Ipari Szolgaltato Korlatolt Felelossegu Tarsasag\0"
    "Ribbiot\0" "ECCEL\0" "Dragonfly Energy\0" "BIGBEN\0" "YAMAHA MOTOR\0" "XSENSE\0" "MAQUET\0"
    "MITSUBISHI ELECTRIC LIGHTING\0" "Princess Cruise Lines\0" "Megger\0" "Verve InfoTec\0" "Sonas\0"
    "Mievo Technologies\0" "Shenzhen Poseidon Network Technology\0" "HERUTU ELECTRONICS\0" "Shenzhen Shokz\0"
    "Shenzhen Openhearing Tech\0" "Evident\0" "NEURINNOV\0" "SwipeSense\0" "RF Creations\0"
    "SHINKAWA Sensor Technology\0" "janova\0" "Eberspaecher Climate Control Systems\0" "Racketry\0"
    "THE EELECTRIC MACARON\0" "Cucumber Lighting Controls\0" "Shanghai Proxy Network Technology\0" "seca\0"
    "Ameso Tech (OPC)\0" "Emlid Tech\0" "TROX\0" "Pricer\0" "Forward Thinking Systems\0" "Garnet Instruments\0"
    "CLEIO\0" "Anker Innovations\0" "HMD Global\0" "ABUS August Bremicker Soehne Kommanditgesellschaft\0"
    "Open Road Solutions\0" "Serial Technology\0" "SB C&S\0" "TrikThom\0" "Innocent Technology\0" "Cyclops Marine\0"
    "NOTHING TECHNOLOGY\0" "Kord Defence\0" "YanFeng Visteon(Chongqing) Automotive Electronic\0" "SENOSPACE\0"
    "Shenzhen CESI Information Technology\0" "MooreSilicon Semiconductor Technology (Shanghai)\0" "Imagine Marketing\0"
    "EQOM SSC\0" "TechSwipe\0" "Reoqoo IoT Technology\0" "Numa Products\0" "HHO (Hangzhou) Digital Technology\0"
    "Maztech Industries\0" "SIA Mesh Group\0" "Minami acoustics\0" "Wolf Steel\0" "Circus World Displays\0" "Ypsomed\0"
    "Alif Semiconductor\0" "RESPONSE TECHNOLOGIES\0" "SHENZHEN CHENYUN ELECTRONICS\0" "VODALOGIC\0"
    "Regal Beloit America\0" "CORVENT MEDICAL\0" "Taiwan Fuhsing\0" "Off-Highway Powertrain Services Germany\0"
    "Amina Distribution\0" "McWong International\0" "TAG HEUER\0" "Dongguan Yougo Electronics\0"
    "PEAG, LLC dba JLab Audio\0" "HAYWARD INDUSTRIES\0" "Shenzhen Tingting Technology\0"
    "Pacific Coast Fishery Services (2003)\0" "CV. NURI TEKNIK\0" "MadgeTech\0" "POGS\0" "THOTAKA TEKHNOLOGIES INDIA\0"
    "Midmark\0" "BestSens\0" "Radio Sound\0" "SOLUX\0" "BOS Balance of Storage Systems\0" "OJ Electronics\0"
    "TVS Motor\0" "core sensing\0" "Tamblue\0" "Protect Animals With Satellites\0" "Tyromotion\0" "ElectronX design\0"
    "Wuhan Woncan Construction Technologies\0" "Thule Group\0" "Ergodriven\0" "Sparkpark\0" "KEEPEN\0"
    "Rocky Mountain ATV/MC Jake Wilson\0" "MakuSafe\0" "Bartec Auto Id\0" "Energy Technology and Control\0" "doubleO\0"
    "Datalogic\0" "Datalogic USA\0" "Leica Geosystems\0" "CATEYE\0" "Research Products\0" "Planmeca\0"
    "C.Ed. Schulte GmbH Zylinderschlossfabrik\0" "PetVoice\0" "Timebirds Australia\0" "JVC KENWOOD\0" "Great Dane\0"
    "Spartek Systems\0" "MERRY ELECTRONICS\0" "Merry Electronics (S)\0" "Spark\0" "Nations Technologies\0" "Akix\0"
    "Bioliberty\0" "C.G. Air Systemes\0" "Maturix\0" "RACHIO\0" "LIMBOID\0" "Electronics4All\0" "FESTINA LOTUS\0"
    "Synkopi\0" "SCIENTERRA\0" "Cennox Group\0" "Cedarware\0" "GREE Electric Appliances, Inc. of Zhuhai\0"
    "Japan Display\0" "System Elite Holdings Group\0" "Burkert Werke\0" "velocitux\0" "FUJITSU COMPONENT\0"
    "MIYAKAWA ELECTRIC WORKS\0" "PhysioLogic Devices\0" "Sensoryx\0" "SIL System Integration Laboratory\0"
    "Cooler Pro\0" "Advanced Electronic Applications\0" "Delta Development Team\0" "Laxmi Therapeutic Devices\0"
    "SYNCHRON\0" "Badger Meter\0" "Micropower Group\0" "ZILLIOT TECHNOLOGIES\0" "Universidad Politecnica de Madrid\0"
    "XIHAO INTELLIGENGT TECHNOLOGY\0" "Zerene\0" "CycLock\0" "Systemic Games\0" "Frost Solutions\0" "Lone Star Marine\0"
    "SIRONA Dental Systems\0" "bHaptics\0" "LUMINOAH\0" "Vogels Products\0" "SignalFire Telemetry\0" "CPAC Systems\0"
    "TEKTRO TECHNOLOGY\0" "Gosuncn Technology Group\0" "Ex Makhina\0" "Odeon\0" "Thales Simulation & Training\0"
    "Shenzhen DOKE Electronic\0" "Vemcon\0" "Refrigerated Transport Electronics\0" "Rockpile Solutions\0"
    "Soundwave Hearing\0" "IotGizmo\0" "bluetooth_company_id_vals\0" "NIKAT SOLUTIONS\0" "Movano\0"
    "NINGBO FOTILE KITCHENWARE\0" "Genetus\0" "DIVAN TRADING\0" "Luxottica Group\0" "ISEKI FRANCE\0"
    "NO CLIMB PRODUCTS\0" "Wellang\0" "Nanjing Xinxiangyuan Microelectronics\0" "ifm electronic\0"
    "HYUPSUNG MACHINERY ELECTRIC\0" "Gunnebo Aktiebolag\0" "Axis Communications\0" "Pison Technology\0" "Stogger\0"
    "Pella\0" "SiChuan Homme Intelligent Technology\0" "Smart Products Connection\0"
    "F.I.P. FORMATURA INIEZIONE POLIMERI -\0" "MEBSTER\0" "SKF France\0" "Southco\0" "Molnlycke Health Care\0"
    "Hendrickson USA\0" "BLACK BOX NETWORK SERVICES INDIA\0" "Status Audio\0" "AIR AROMA INTERNATIONAL\0"
    "Helge Kaiser\0" "Crane Payment Innovations\0" "Ambient IoT\0" "DYNAMOX\0" "Look Cycle International\0"
    "Closed Joint Stock Company NVP BOLID\0" "Kindhome\0" "Kiteras\0" "Earfun Technology (HK)\0" "iota Biosciences\0"
    "ANUME\0" "Indistinguishable From Magic\0" "i-focus\0" "DualNetworks\0" "MITACHI\0" "VIVIWARE JAPAN\0"
    "Xiamen Intretech\0" "MindMaze\0" "BeiJing SmartChip Microelectronics Technology\0" "Taiko Audio\0"
    "Daihatsu Motor\0" "Konova\0" "Gravaa\0" "Beyerdynamic\0" "VELCO\0"
    "ATLANTIC SOCIETE FRANCAISE DE DEVELOPPEMENT THERMIQUE\0" "Testo\0" "SEW-EURODRIVE\0" "ROCKWELL AUTOMATION\0"
    "Quectel Wireless Solutions\0" "Geocene\0" "Nanohex\0" "Simply Embedded\0" "Software Development\0"
    "Ultimea Technology (Shenzhen)\0" "RF Electronics\0" "Optivolt Labs\0" "Canon Electronics\0" "LAAS\0" "Beamex\0"
    "TACHIKAWA\0" "HagerEnergy\0" "Shrooly\0" "Hunter Industries\0" "NEOKOHM SISTEMAS ELETRONICOS\0"
    "Zhejiang Huanfu Technology\0" "E.F. Johnson\0" "Caire\0" "Yeasound (Xiamen) Hearing Technology\0" "Boxyz\0"
    "Skytech Creations\0" "Cear\0" "Impulse Wellness\0" "MML US\0" "SICK\0" "Fen Systems\0" "KIWI.KI\0" "Airgraft\0"
    "HP Tuners\0" "PIXELA\0" "Generac\0" "Novoferm tormatic\0" "Airwallet\0" "Inventronics\0"
    "Shenzhen EBELONG Technology\0" "Efento\0" "ITALTRACTOR ITM\0" "linktop\0" "TITUM AUDIO\0" "Hexagon Aura Reality\0"
    "Invisalert Solutions\0" "TELE System Communications\0" "Whirlpool\0" "SHENZHEN REFLYING ELECTRONIC\0"
    "Franklin Control Systems\0" "Djup\0" "SAFEGUARD EQUIPMENT\0" "Morningstar\0"
    "Shenzhen Chuangyuan Digital Technology\0" "CompanyDeep\0" "Veo Technologies\0" "Nexis Link Technology\0"
    "Felion Technologies\0" "MAATEL\0" "HELLA\0" "HWM-Water\0" "Shenzhen Jahport Electronic Technology\0"
    "NACHI-FUJIKOSHI\0" "Cirrus Research\0" "GEARBAC TECHNOLOGIES\0" "Hangzhou NationalChip Science & Technology\0"
    "DHL\0" "Levita\0" "MORNINGSTAR FX\0" "ETO GRUPPE TECHNOLOGIES\0" "farmunited\0" "Aptener Mechatronics\0" "GEOPH\0"
    "Trotec\0" "Astra LED\0" "NOVAFON - Electromedical devices\0" "KUBU SMART\0" "ESNAH\0" "OrangeMicro\0"
    "Sitecom Europe\0" "Global Satellite Engineering\0" "KOQOON\0" "BEEPINGS\0" "MODULAR MEDICAL\0"
    "Xiant Technologies\0" "Granchip IoT Technology (Guangzhou)\0" "SCHELL\0" "Minebea Intec\0" "KAGA FEI\0"
    "AUTHOR-ALARM, razvoj in prodaja avtomobilskih sistemov proti kraji\0" "Tozoa\0" "SHENZHEN DNS INDUSTRIES\0"
    "Shenzhen Lunci Technology\0" "KNOG\0" "Outshiny India\0" "TAMADIC\0" "Shenzhen MODSEMI\0" "EMBEINT\0"
    "Ehong Technology\0" "DEXATEK Technology\0" "Dendro Technologies\0" "Vivint\0" "General Laser\0"
    "Kathrein Solutions\0" "Fitz\0" "ATEGENOS PHARMACEUTICALS\0" "Flextronic\0" "Safety Swim\0"
    "SING SUN TECHNOLOGY (INTERNATIONAL)\0" "Woncan (Hong Kong)\0" "iFLYTEK (Suzhou) Technology\0"
    "Weber-Stephen Products\0" "hDrop Technologies\0" "REEKON TOOLS\0" "Delta Faucet\0" "Mutrack\0"
    "Hangzhou Zhaotong Microelectronics\0" "Chengdu CSCT Microelectronics\0" "Belusun Technology\0"
    "Shenzhen Matches IoT Technology\0" "Beidou Intelligent Connected Vehicle Technology\0"
    "SOJI ELECTRONICS JOINT STOCK\0" "BH Technologies\0" "Haptech\0" "WaveRF\0"
    "SHENZHEN SOUNDSOUL INFORMATION TECHNOLOGY\0" "Wuhu Mengbo Technology\0" "PROSYS DEV\0"
    "Shenzhen eMeet technology\0" "Doro\0" "SUREPULSE MEDICAL\0" "iodyne\0" "Pinpoint\0" "Heinrich Kopp\0"
    "Evolutive Systems\0" "PRINT INTERNATIONAL\0" "Sounding Audio Industrial\0" "Yuanfeng Technology\0" "FrontAct\0"
    "ALOGIC\0" "SenseWorks Tecnologia\0" "Eko Health\0" "Wanzl\0" "CLEVER LOGGER TECHNOLOGIES\0" "ASYSTOM\0"
    "Heilongjiang Tianyouwei Electronics\0" "Eastern Partner\0" "Xiamen RUI YI Da Electronic Technology\0"
    "Ad Hoc Electronics\0" "Hangzhou Microimage Software\0" "Hive-Zox International\0" "Sensovo\0"
    "Time Location Systems\0" "SHENZHEN DIGITECH\0" "Capte\0" "9512-5837 QUEBEC\0" "Blecon\0"
    "CFLAB TEKNOLOJI TICARET LIMITED SIRKETI\0" "FOGO\0" "HITO\0" "MS kajak7 (limited liability)\0" "Avedis Zildjian\0"
    "Hangzhou Hikvision Digital Technology\0" "LIHJOEN SPEED METER\0" "NextSense\0" "PatchRx\0" "Flipper Devices\0"
    "Huizhou Foryou General Electronics\0" "JE electronic\0" "9313-7263 Quebec\0" "ECARX (Hubei) Tech\0"
    "NIHON KOHDEN\0" "ONWI\0" "Primax Electronics\0" "AlphaTheta\0" "PACIFIC INDUSTRIAL\0" "Crescent\0"
    "Vermis, software solutions\0" "SNAPPWISH\0" "Cousins and Sears\0"
    "CESYS Gesellschaft für angewandte Mikroelektronik\0" "SLOC\0" "IRES Infrarot Energie Systeme\0" "OFIVE\0"
    "Swift IOT Tech (Shenzhen)\0" "Viselabs\0" "Walmart\0" "VANBOX\0" "Wiser Devices\0" "WKD Labs\0"
    "Asustek Computer\0" "Z-ONE Technology\0" "InnoVision Medical Technologies\0" "QUANTATEC\0" "Filo\0" "SOUNDUCT\0"
    "Hosiden Besson\0" "KARLUNA MUHENDISLIK SANAYI VE TICARET ANONIM SIRKETI\0"
    "Deone (Shanghai) Communication & Technology\0" "Nitto Denko\0" "PUDSEY DIAMOND ENGINEERING\0"
    "Luxshare Precision Industry\0" "Brooksee\0" "QSC\0" "eBet Gaming Sytems\0"
    "Zhejiang Desman Intelligent Technology\0" "Dyaco International\0" "Aquana\0" "MINIRIG\0" "Relief Technologies\0"
    "New Cosmos Electric\0" "INEPRO Metering\0" "Altina\0" "Urban Armor Gear\0" "Loewe Technology\0"
    "OmniWave Microelectronics Shanghai\0" "Wuhu Hongjing Electronic\0" "Amimon\0" "L.T.H. Electronics\0"
    "SHAPER TOOLS\0" "Ruptela\0" "Ant Group\0" "Queclink Wireless Solutions\0" "GOKI\0" "LAST LOCK\0"
    "HuiTong intelligence\0" "Daikin Industries\0" "Shenzhen Baseus Technology\0" "NEXT DEVICES\0" "EarTex\0"
    "Megatronix (Beijing) Technology\0" "Hyena\0" "Shenzhen Goodocom Information Technology\0" "RIGH\0" "FEVOS\0"
    "I.M.LAB\0" "OpConnect\0" "Powerstick.com\0" "ENABLEWEAR\0" "TOR.AI\0"
    "Adventures of the Persistently Impaired (and other tales)\0" "Rocky Radios\0" "Le Touch (Shenzhen) Electronics\0"
    "Guangdong Nanguang Photo&Video Systems\0" "MOBILE TECH\0" "HONG KONG COMMUNICATIONS\0" "Neptune First\0" "Vivago\0"
    "Circular\0" "final\0" "Jiangsu XinTongda Electric Technology\0" "Archon Controls\0" "SZR-Dev\0"
    "IQNEXXT Solutions\0" "Guangdong Hengqin Xingtong Technology\0" "CHEVALIER TECH\0" "SPRiNTUS\0" "Tymphany HK\0"
    "TigerLight\0" "Mercury Marine, a division of Brunswick\0" "OpenTech Alliance\0" "Skewered Fencing\0" "Brudden\0"
    "Tele-Radio i Lysekil\0" "Allgon\0" "Gopod Group Holding\0" "Celebrities Management\0" "Nobest\0" "Avetos Design\0"
    "RainMaker Solutions\0" "Identita\0" "Glutz\0" "MIV ELECTRONICS\0" "Tactrix\0" "Viaanix\0" "Skeed\0" "kokoromil\0"
    "Chromatic\0" "Medibound\0" "Scanbro\0" "Panasonic Automotive Systems\0" "Andrews & Arnold\0" "Audinor\0"
    "Travelxp India\0" "Owlet Baby Care\0" "ENLESS WIRELESS\0" "Culligan International\0" "QIKCONNEX\0"
    "OLIS ELECTRONICS\0" "BiTECH Automotive (Wuhu)\0" "EasyReach Solutions\0" "AMG Lab\0" "BrickXter\0"
    "Dongguan Trangjan Industrial\0" "Makichie\0" "Hive Soundz\0" "STEYR Sport\0" "Dynetrex Solutions\0" "OPTRON\0"
    "BHClears Microelectronics (Shanghai)\0" "Unfolded Circle\0" "FactorySense\0" "WearNex\0" "PRADCO Outdoor Brands\0"
    "Zucchetti Axess\0" "BLUEFIN DATA\0" "Preseed Japan\0" "Server Products\0" "Embedded Solutions\0" "PARAGON ID\0"
    "egojin\0" "THERMY\0" "Asahi Denso\0" "GP Acoustics International\0" "Tongfang Health Technology (Beijing)\0"
    "Deity Acoustic Technology\0" "Schulte-Schlagbaum\0" "WEST inx\0" "Crossdoor\0" "High Entropy\0"
    "Herschel Infrared\0" "PACIFIC MARINE BATTERIES\0" "Alibaba (China)\0" "AuthGate\0" "Canyon Bicycles\0" "Codie\0"
    "NeuroPace\0" "NexRev\0" "Zhong Shan City Richsound Electronic Industrial\0" "Shenzhen NEOECO Technology\0"
    "Nature\0" "Guangzhou Honor Microelectronic\0" "GGEC America\0" "Gibson\0" "VINYL MATT MEDIA\0"
    "SHENZHEN BESTWAY ELECTRONICS\0" "Lichens Innovation\0" "Goerdyna Group\0" "Relish Technologies\0"
    "Quintessential Design\0" "CS INSTRUMENTS\0" "DORAN MFG\0" "Overhead Door\0" "Kodira\0" "ShenZhen BoYiChuangXin\0"
    "Shenzhen Zoqin Technology\0" "Ceridwen\0" "Sony Honda Mobility\0" "Dynaudio\0" "MAERSK CONTAINER INDUSTRY\0";

const struct blr_names blr_companies = { companies_keys, companies_groups, companies_text, 3808 };
/* clang-format on */
