/* SPDX-License-Identifier: MIT */
/** @file @brief What the GATT server answers, PDU by PDU. Rows that follow a test of the specification bear its id. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "peer.h"

/* The long value: 50 octets, 00 ... 31, in parts of 22. */
#define PART_1        "000102030405060708090a0b0c0d0e0f101112131415"
#define PART_2        "161718191a1b1c1d1e1f202122232425262728292a2b"
#define PART_3        "2c2d2e2f3031"
#define UART(n)       "9ecadc240ee5a9e093f3a3b5" n "00406e"
#define ENCRYPTED     "* security 1 16\n"
#define AUTHENTICATED "* security 2 16\n"
#define SECURE        "* security 3 16\n"
/* Eighteen octets, what a Prepare Write Request holds at MTU 23. */
#define X18 "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1"
#define Y18 "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1"

static void play_all(const struct peer_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        peer_play(&rows[i]);
}

#define PLAY(rows) play_all(rows, sizeof(rows) / sizeof((rows)[0]))

static void mtu_is_exchanged(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAC/BV-01-C", "> 02 4000\n< 03 0502\n! mtu\n> 0a 3100\n"
                                 "< 0b 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                                 "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e" },
        { "MTU below the least one is the least one", "> 02 1600\n< 03 0502\n> 0a 1d00\n< 0b " PART_1 },
        { "MTU 0", "> 02 0000\n< 03 0502\n> 0a 1d00\n< 0b " PART_1 },
        { "MTU above ours is ours", "> 02 ffff\n< 03 0502\n! mtu\n> 0c 3100 2c01\n< 0d" },
        { "the same MTU once more is no change", "> 02 1700\n< 03 0502\n> 02 1700\n< 03 0502" },
        { "MTU back to the least one", "* mtu 64\n"
                                       "> 02 1700\n< 03 0502\n! mtu\n> 0a 1d00\n< 0b " PART_1 },
        { "MTU request of a wrong length", "> 02 17\n< 01 02 0000 04\n> 02 170000\n< 01 02 0000 04" },
    };
    PLAY(rows);
}

static void services_are_found(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAD/BV-01-C",
          "> 10 0100 ffff 0028\n< 11 06 0100 0500 0018 0600 0f00 0118 1000 1300 0f18\n"
          "> 10 1400 ffff 0028\n< 11 14 1400 1900 " UART("01") "\n"
                                                               "> 10 1a00 ffff 0028\n< 11 06 1a00 3800 00a0\n"
                                                               "> 10 3900 ffff 0028\n< 01 10 3900 0a" },
        { "GATT/SR/GAD/BV-01-C at MTU 247",
          "* mtu 247\n"
          "> 10 0100 ffff 0028\n< 11 06 0100 0500 0018 0600 0f00 0118 1000 1300 0f18\n"
          "> 10 1400 ffff 0028\n< 11 14 1400 1900 " UART("01") },
        { "group type of 128 bits", "> 10 0100 0f00 fb349b5f8000008000100000 00280000\n"
                                    "< 11 06 0100 0500 0018 0600 0f00 0118" },
        { "a range inside a service finds nothing", "> 10 0200 0500 0028\n< 01 10 0200 0a" },
        { "a range ends before a service does", "> 10 0100 0100 0028\n< 11 06 0100 0500 0018" },
        { "secondary services are a group", "> 10 0100 ffff 0128\n< 11 06 3900 3b00 00a1" },
        { "characteristics are none", "> 10 0100 ffff 0328\n< 01 10 0100 10" },
        { "a group type that nobody knows", "> 10 0100 ffff 0f18\n< 01 10 0100 10" },
        { "group type of another 128 bits", "> 10 0100 ffff " UART("01") "\n< 01 10 0100 10" },
        { "group: handle 0", "> 10 0000 ffff 0028\n< 01 10 0000 01" },
        { "group: end before start", "> 10 0200 0100 0028\n< 01 10 0200 01" },
        { "group: UUID of 3 octets", "> 10 0100 ffff 002800\n< 01 10 0000 04" },
        { "group: UUID of 4 octets", "> 10 0100 ffff 00280000\n< 01 10 0000 04" },
        { "group: no UUID", "> 10 0100 ffff\n< 01 10 0000 04" },
        { "GATT/SR/GAD/BV-02-C",
          "> 06 0100 ffff 0028 0f18\n< 07 1000 1300\n> 06 1400 ffff 0028 0f18\n< 01 06 1400 0a" },
        { "GATT/SR/GAD/BV-02-C by 128 bits", "> 06 0100 ffff 0028 " UART("01") "\n< 07 1400 1900" },
        { "the long form of a short UUID", "> 06 0100 ffff 0028 fb349b5f80000080001000000f180000\n< 07 1000 1300" },
        { "a service that is not there", "> 06 0100 ffff 0028 0d18\n< 01 06 0100 0a" },
        { "a secondary service by value", "> 06 0100 ffff 0128 00a1\n< 07 3900 3b00" },
        { "a secondary service is not primary", "> 06 0100 ffff 0028 00a1\n< 01 06 0100 0a" },
        { "any attribute by its value", "> 06 0100 ffff 192a 57\n< 07 1200 1200" },
        { "by value: not what may not be read", "> 06 0100 ffff 04a0 00\n< 01 06 0100 0a" },
        { "by value: not what is encrypted",
          "> 06 0100 ffff 05a0 05\n< 01 06 0100 0a\n" ENCRYPTED "> 06 0100 ffff 05a0 05\n< 07 2700 2700" },
        { "by value: nobody is asked", "> 06 0100 ffff 03a0 00\n< 01 06 0100 0a" },
        { "by value: an empty one", "> 06 0100 ffff 002a\n< 07 0300 0300" },
        { "by value: handle 0", "> 06 0000 ffff 0028 0f18\n< 01 06 0000 01" },
        { "by value: end before start", "> 06 0400 0300 0028 0f18\n< 01 06 0400 01" },
        { "by value: cut short", "> 06 0100 ffff 00\n< 01 06 0000 04" },
    };
    PLAY(rows);
}

static void what_is_in_services_is_found(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAD/BV-03-C", "> 08 1a00 3800 0228\n< 09 08 1b00 1000 1300 0f18\n"
                                 "> 08 1c00 3800 0228\n< 01 08 1c00 0a" },
        { "GATT/SR/GAD/BV-04-C", "> 08 0100 0500 0328\n< 09 07 0200 02 0300 002a 0400 02 0500 012a\n"
                                 "> 08 0500 0500 0328\n< 01 08 0500 0a" },
        { "GATT/SR/GAD/BV-04-C of 128 bits",
          "> 08 1400 1900 0328\n< 09 15 1500 0c 1600 " UART("02") "\n"
                                                                  "> 08 1600 1900 0328\n< 09 15 1700 30 1800 " UART(
                                                                      "03") "\n"
                                                                            "> 08 1800 1900 0328\n< 01 08 1800 0a" },
        { "GATT/SR/GAD/BV-04-C, all of the host's own",
          "> 08 0600 0f00 0328\n"
          "< 09 07 0700 20 0800 052a 0a00 0a 0b00 292b 0c00 02 0d00 2a2b\n"
          "> 08 0d00 0f00 0328\n< 09 07 0e00 02 0f00 3a2b" },
        { "GATT/SR/GAD/BV-05-C", "> 08 1a00 3800 fb349b5f800000800010000003280000\n"
                                 "< 09 07 1c00 8a 1d00 01a0 2000 0a 2100 02a0 2200 0e 2300 03a0" },
        { "GATT/SR/GAD/BV-06-C", "> 04 1300 1300\n< 05 01 1300 0229\n> 04 1e00 1f00\n< 05 01 1e00 0029 1f00 0129" },
        { "information of both lengths",
          "> 04 1400 1900\n< 05 01 1400 0028 1500 0328\n"
          "> 04 1600 1900\n< 05 02 1600 " UART(
              "02") "\n"
                    "> 04 1700 1900\n< 05 01 1700 0328\n> 04 1800 1900\n< 05 02 1800 " UART(
                        "03") "\n"
                              "> 04 1900 1900\n< 05 01 1900 0229" },
        { "information at the least MTU", "> 04 0100 ffff\n< 05 01 0100 0028 0200 0328 0300 002a 0400 0328 0500 012a" },
        { "information behind the end", "> 04 3c00 ffff\n< 01 04 3c00 0a" },
        { "information of the last handle there is", "> 04 ffff ffff\n< 01 04 ffff 0a" },
        { "information: handle 0", "> 04 0000 0100\n< 01 04 0000 01" },
        { "information: end before start", "> 04 0500 0400\n< 01 04 0500 01" },
        { "information: cut short", "> 04 0100 ff\n< 01 04 0000 04" },
    };
    PLAY(rows);
}

static void values_are_read(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAR/BV-01-C", "> 0a 1200\n< 0b 57" },
        { "an empty value is read", "> 0a 0300\n< 0b" },
        { "the appearance", "> 0a 0500\n< 0b 0000\n+ set 0005 c103\n~ 0\n> 0a 0500\n< 0b c103" },
        { "the name is the one that was set last", "+ set 0003 6162\n~ 0\n> 0a 0300\n< 0b 6162\n+ set 0003 63\n"
                                                   "> 0a 0300\n< 0b 63" },
        { "a declaration of a service", "> 0a 1000\n< 0b 0f18" },
        { "a declaration of a characteristic", "> 0a 1500\n< 0b 0c 1600 " UART("02") },
        { "an include", "> 0a 1b00\n< 0b 1000 1300 0f18" },
        { "features of the server", "> 0a 0f00\n< 0b 00" },
        { "a constant, cut to the MTU", "> 0a 3100\n< 0b " PART_1 },
        { "GATT/SR/GAR/BI-01-C", "> 0a 2500\n< 01 0a 2500 02" },
        { "GATT/SR/GAR/BI-01-C, without the property", "> 0a 2f00\n< 01 0a 2f00 02" },
        { "GATT/SR/GAR/BI-02-C", "> 0a 3c00\n< 01 0a 3c00 01" },
        { "GATT/SR/GAR/BI-02-C, handle 0", "> 0a 0000\n< 01 0a 0000 01" },
        { "GATT/SR/GAR/BI-02-C, last handle", "> 0a ffff\n< 01 0a ffff 01" },
        { "GATT/SR/GAR/BI-03-C", "> 0a 2d00\n? may-read 002d+0\n=! 08\n< 01 0a 2d00 08" },
        { "authorised", "> 0a 2d00\n? may-read 002d+0\n=\n< 0b 0809\n> 0a 2d00\n? may-read 002d+0\n=\n< 0b 0809" },
        { "GATT/SR/GAR/BI-04-C", "> 0a 2700\n< 01 0a 2700 05\n" ENCRYPTED "> 0a 2700\n< 0b 05" },
        { "GATT/SR/GAR/BI-04-C, a key is there", "* security 0 0 bonded\n> 0a 2700\n< 01 0a 2700 0f" },
        { "GATT/SR/GAR/BI-04-C, not authenticated",
          ENCRYPTED "> 0a 2900\n< 01 0a 2900 05\n" AUTHENTICATED "> 0a 2900\n< 0b 06" },
        { "GATT/SR/GAR/BI-04-C, not secure connections",
          AUTHENTICATED "> 0a 2b00\n< 01 0a 2b00 05\n" SECURE "> 0a 2b00\n< 0b 07" },
        { "GATT/SR/GAR/BI-05-C", "* security 3 15\n> 0a 2b00\n< 01 0a 2b00 0c\n" SECURE "> 0a 2b00\n< 0b 07" },
        { "security is judged anew each time", ENCRYPTED "> 0a 2700\n< 0b 05\n* security 0 0 bonded\n"
                                                         "> 0a 2700\n< 01 0a 2700 0f" },
        { "read: too short", "> 0a 12\n< 01 0a 0000 04" },
        { "read: too long", "> 0a 120000\n< 01 0a 0000 04" },
        { "GATT/SR/GAR/BV-04-C", "> 0a 1d00\n< 0b " PART_1 "\n> 0c 1d00 1600\n< 0d " PART_2 "\n"
                                 "> 0c 1d00 2c00\n< 0d " PART_3 },
        { "a part at the very end", "> 0c 1d00 3200\n< 0d" },
        { "a part from the beginning", "> 0c 1d00 0000\n< 0d " PART_1 },
        { "a part of a short value", "> 0c 1200 0000\n< 0d 57\n> 0c 1200 0100\n< 0d" },
        { "GATT/SR/GAR/BI-12-C", "> 0c 2500 0000\n< 01 0c 2500 02" },
        { "GATT/SR/GAR/BI-13-C", "> 0c 1d00 3300\n< 01 0c 1d00 07\n> 0c 1d00 ffff\n< 01 0c 1d00 07" },
        { "GATT/SR/GAR/BI-14-C", "> 0c 3c00 0000\n< 01 0c 3c00 01" },
        { "GATT/SR/GAR/BI-15-C", "> 0c 2d00 0100\n? may-read 002d+1\n=! 08\n< 01 0c 2d00 08" },
        { "authorised, the rest of it", "> 0c 2d00 0100\n? may-read 002d+1\n=\n< 0d 09" },
        { "GATT/SR/GAR/BI-16-C", "> 0c 2700 0000\n< 01 0c 2700 05" },
        { "GATT/SR/GAR/BI-17-C", "* security 3 7\n> 0c 2b00 0000\n< 01 0c 2b00 0c" },
        { "permission is judged before the offset", "> 0c 2700 ff00\n< 01 0c 2700 05" },
        { "GATT/SR/GAR/BV-06-C", "> 0a 1f00\n< 0b 74657874\n> 0a 1e00\n< 0b 0300\n> 0a 1300\n< 0b 0000" },
        { "GATT/SR/GAR/BV-07-C", "> 0c 1f00 0100\n< 0d 657874\n> 0c 1300 0100\n< 0d 00" },
        { "blob: too short", "> 0c 120000\n< 01 0c 0000 04" },
    };
    PLAY(rows);
}

static void values_are_read_by_type(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAR/BV-03-C", "> 08 0100 ffff 192a\n< 09 03 1200 57" },
        { "GATT/SR/GAR/BV-03-C by 128 bits", "> 08 0100 ffff fb349b5f800000800010000 0192a0000\n< 09 03 1200 57" },
        { "of one type and one size", "> 08 0100 ffff 01a0\n< 09 15 1d00 000102030405060708090a0b0c0d0e0f101112" },
        { "the other one of that type", "> 08 1e00 ffff 01a0\n< 09 04 3800 0102" },
        { "as long as an octet says, no longer",
          "* mtu 517\n"
          "> 08 3100 3100 0aa0\n< 09 ff 3100 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
          "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f"
          "505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f"
          "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
          "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7"
          "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333"
          "4" },
        { "all CCCDs of the range", "> 08 0100 1900 0229\n< 09 04 0900 0000 1300 0000 1900 0000" },
        { "GATT/SR/GAR/BI-06-C", "> 08 0100 ffff 04a0\n< 01 08 2500 02" },
        { "GATT/SR/GAR/BI-07-C", "> 08 0100 ffff ffff\n< 01 08 0100 0a" },
        { "GATT/SR/GAR/BI-08-C", "> 08 0100 0000 192a\n< 01 08 0100 01\n> 08 0000 ffff 192a\n< 01 08 0000 01" },
        { "GATT/SR/GAR/BI-09-C", "> 08 0100 ffff 08a0\n? may-read 002d+0\n=! 08\n< 01 08 2d00 08" },
        { "by type, authorised", "> 08 0100 ffff 08a0\n? may-read 002d+0\n=\n< 09 04 2d00 0809" },
        { "GATT/SR/GAR/BI-10-C", "> 08 0100 ffff 05a0\n< 01 08 2700 05" },
        { "GATT/SR/GAR/BI-11-C", "* security 3 7\n> 08 0100 ffff 07a0\n< 01 08 2b00 0c" },
        { "by type, asked", "> 08 0100 ffff 03a0\n? read 0023+0\n= 010203\n< 09 05 2300 010203" },
        { "by type, asked, cut to the MTU", "> 08 0100 ffff 03a0\n? read 0023+0\n= " PART_1 "\n"
                                            "< 09 15 2300 000102030405060708090a0b0c0d0e0f101112" },
        { "by type: UUID of 4 octets", "> 08 0100 ffff 192a0000\n< 01 08 0000 04" },
    };
    PLAY(rows);
}

static void several_values_are_read(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAR/BV-05-C", "> 0e 1200 2100 1200\n< 0f 57 00010203 57" },
        { "several, cut to the MTU", "> 0e 1d00 1200\n< 0f " PART_1 },
        { "several, the last one cut", "> 0e 2100 1d00\n< 0f 00010203 000102030405060708090a0b0c0d0e0f1011" },
        { "GATT/SR/GAR/BI-18-C", "> 0e 1200 2500\n< 01 0e 2500 02" },
        { "GATT/SR/GAR/BI-19-C", "> 0e 1200 3c00\n< 01 0e 3c00 01" },
        { "GATT/SR/GAR/BI-20-C", "> 0e 1200 2d00\n? may-read 002d+0\n=! 08\n< 01 0e 2d00 08" },
        { "GATT/SR/GAR/BI-21-C", "> 0e 1200 2700\n< 01 0e 2700 05" },
        { "GATT/SR/GAR/BI-22-C", "* security 3 7\n> 0e 1200 2b00\n< 01 0e 2b00 0c" },
        { "several, some asked", "> 0e 2300 1200 2300 2d00\n? read 0023+0\n= 0102\n? read 0023+0\n= 03\n"
                                 "? may-read 002d+0\n=\n< 0f 0102 57 03 0809" },
        { "several, the second one is refused", "> 0e 2300 2300\n? read 0023+0\n= 0102\n? read 0023+0\n=! 85\n"
                                                "< 01 0e 2300 85\n> 0a 1200\n< 0b 57" },
        { "one handle is too few", "> 0e 1200\n< 01 0e 0000 04" },
        { "half a handle", "> 0e 1200 21\n< 01 0e 0000 04" },
        { "as many handles as fit", "> 0e 1200 1200 1200 1200 1200 1200 1200 1200 1200 1200 1200\n"
                                    "< 0f 5757575757575757575757" },
        { "GATT/SR/GAR/BV-09-C", "> 20 1200 2100 0300\n< 21 0100 57 0400 00010203 0000" },
        { "variable: the last one is cut, its length is whole",
          "> 20 1200 1d00\n"
          "< 21 0100 57 3200 0001020304050607 08090a0b0c0d0e0f10" },
        { "variable: no room for another length",
          "> 20 1d00 1200\n< 21 3200 000102030405060708090a0b0c0d0e0f10111213" },
        { "GATT/SR/GAR/BI-34-C", "> 20 1200 2500\n< 01 20 2500 02" },
        { "GATT/SR/GAR/BI-35-C", "> 20 1200 3c00\n< 01 20 3c00 01" },
        { "variable: not encrypted", "> 20 1200 2700\n< 01 20 2700 05" },
        { "variable: asked", "> 20 2300 1200\n? read 0023+0\n= 0102\n< 21 0200 0102 0100 57" },
        { "variable: asked for an empty one", "> 20 2300 1200\n? read 0023+0\n=\n< 21 0000 0100 57" },
        { "variable: one handle is too few", "> 20 1200\n< 01 20 0000 04" },
    };
    PLAY(rows);
}

static void values_are_written(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAW/BV-03-C", "> 12 1d00 aabb\n< 13\n! written 001d+0 aabb\n> 0a 1d00\n< 0b aabb" },
        { "an empty value is written", "> 12 1d00\n< 13\n! written 001d+0\n> 0a 1d00\n< 0b" },
        { "a fixed one", "> 12 2100 aabbccdd\n< 13\n! written 0021+0 aabbccdd\n> 0a 2100\n< 0b aabbccdd" },
        { "GATT/SR/GAW/BI-02-C", "> 12 3c00 aa\n< 01 12 3c00 01" },
        { "GATT/SR/GAW/BI-03-C", "> 12 1200 aa\n< 01 12 1200 03\n> 0a 1200\n< 0b 57" },
        { "GATT/SR/GAW/BI-03-C, never", "> 12 2500 aa\n< 01 12 2500 03" },
        { "declarations are not written", "> 12 1000 0d18\n< 01 12 1000 03\n> 12 1100 00\n< 01 12 1100 03\n"
                                          "> 12 1e00 0000\n< 01 12 1e00 03\n> 12 1b00 00\n< 01 12 1b00 03" },
        { "the host's own values are not written", "> 12 0300 aa\n< 01 12 0300 03\n> 12 0d00 aa\n< 01 12 0d00 03" },
        { "a constant is not written", "> 12 3100 aa\n< 01 12 3100 03" },
        { "GATT/SR/GAW/BI-04-C", "> 12 2d00 aabb\n? may-write 002d+0 aabb\n=! 08\n< 01 12 2d00 08" },
        { "a write that is allowed", "> 12 2d00 aabb\n? may-write 002d+0 aabb\n=\n! written 002d+0 aabb\n< 13\n"
                                     "> 0a 2d00\n? may-read 002d+0\n=\n< 0b aabb" },
        { "GATT/SR/GAW/BI-05-C", "> 12 2700 aa\n< 01 12 2700 05" },
        { "GATT/SR/GAW/BI-06-C", "* security 3 7\n> 12 2b00 aa\n< 01 12 2b00 0c" },
        { "a write that is secure enough", SECURE "> 12 2b00 aa\n< 13\n! written 002b+0 aa" },
        { "GATT/SR/GAW/BI-32-C", "> 12 2100 aabbcc\n< 01 12 2100 0d\n> 12 2100 aabbccddee\n< 01 12 2100 0d" },
        { "one octet too many",
          "> 12 2f00 0102030405\n< 01 12 2f00 0d\n> 12 2f00 01020304\n< 13\n! written 002f+0 01020304" },
        { "GATT/SR/GAW/BV-08-C", "> 12 1f00 4142\n< 13\n! written 001f+0 4142\n> 0a 1f00\n< 0b 4142" },
        { "a description too long", "> 12 1f00 414243444546474849\n< 01 12 1f00 0d" },
        { "an asked one", "> 12 2300 0102\n? write 0023+0 0102\n=\n< 13" },
        { "an asked one is refused", "> 12 2300 0102\n? write 0023+0 0102\n=! 80\n< 01 12 2300 80" },
        { "an asked one is too long", "* mtu 247\n"
                                      "> 12 2300 " PART_1 PART_2 PART_1 PART_2 PART_1 "\n< 01 12 2300 0d" },
        { "write: cut short", "> 12 1d\n< 01 12 0000 04" },
        { "GATT/SR/GAW/BV-01-C", "> 52 1600 aabb\n! written 0016+0 aabb" },
        { "a command to what has no such property", "> 52 1d00 aa\n> 0a 1d00\n< 0b " PART_1 },
        { "a command to nothing", "> 52 3c00 aa" },
        { "a command too long", "> 52 1600 " PART_1 },
        { "a command that lacks security", "> 52 2700 aa" },
        { "a command to an asked one", "> 52 2300 aa\n? command 0023+0 aa" },
        { "a command to one that must be allowed", "> 52 2d00 aabb\n> 0a 2d00\n? may-read 002d+0\n=\n< 0b 0809" },
        { "a command cut short", "> 52 16" },
        { "GATT/SR/GAW/BV-02-C, no key", "> d2 3600 aabb 000000000000000000000000" },
        { "a signed command cut short", "> d2 3600 0000000000000000000000" },
    };
    PLAY(rows);
}

static void values_are_written_through_the_queue(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAW/BV-05-C", "> 16 1d00 0000 " X18 "\n< 17 1d00 0000 " X18 "\n> 16 1d00 1200 " Y18 "\n"
                                 "< 17 1d00 1200 " Y18 "\n> 18 01\n! written 001d+0 " X18 Y18 "\n< 19\n"
                                 "> 0a 1d00\n< 0b " X18 "c0c1c2c3" },
        { "nothing is written before it is executed", "> 16 1d00 0000 aa\n< 17 1d00 0000 aa\n> 0a 1d00\n< 0b " PART_1 },
        { "a part in the middle leaves the rest", "> 16 1d00 0200 aa\n< 17 1d00 0200 aa\n> 18 01\n"
                                                  "! written 001d+2 aa\n< 19\n"
                                                  "> 0a 1d00\n< 0b 0001aa030405060708090a0b0c0d0e0f101112131415\n"
                                                  "> 0c 1d00 3200\n< 0d" },
        { "a part at the end makes it longer", "> 16 1d00 3200 aa\n< 17 1d00 3200 aa\n> 18 01\n! written 001d+50 aa\n"
                                               "< 19\n> 0c 1d00 3000\n< 0d 3031aa" },
        { "GATT/SR/GAW/BI-07-C", "> 16 3c00 0000 aa\n< 01 16 3c00 01" },
        { "GATT/SR/GAW/BI-08-C", "> 16 1200 0000 aa\n< 01 16 1200 03" },
        { "GATT/SR/GAW/BI-09-C", "> 16 1d00 3300 aa\n< 17 1d00 3300 aa\n> 18 01\n< 01 18 1d00 07\n> 18 01\n< 19" },
        { "offset that cannot be", "> 16 1d00 ffff aa\n< 17 1d00 ffff aa\n> 18 01\n< 01 18 1d00 07" },
        { "GATT/SR/GAW/BI-11-C", "> 16 2d00 0000 aabb\n< 17 2d00 0000 aabb\n> 18 01\n? may-write 002d+0 aabb\n=! 08\n"
                                 "< 01 18 2d00 08\n> 18 01\n< 19" },
        { "GATT/SR/GAW/BI-12-C", "> 16 2700 0000 aa\n< 01 16 2700 05" },
        { "GATT/SR/GAW/BI-13-C", "* security 3 7\n> 16 2b00 0000 aa\n< 01 16 2b00 0c" },
        { "GATT/SR/GAW/BI-33-C", "> 16 2f00 0000 0102030405\n< 17 2f00 0000 0102030405\n> 18 01\n< 01 18 2f00 0d" },
        { "a fixed one in parts", "> 16 2100 0000 0a0b\n< 17 2100 0000 0a0b\n> 16 2100 0200 0c0d\n< 17 2100 0200 0c0d\n"
                                  "> 18 01\n! written 0021+0 0a0b0c0d\n< 19" },
        { "not all of a fixed one", "> 16 2100 0000 0a0b\n< 17 2100 0000 0a0b\n> 18 01\n< 01 18 2100 0d" },
        { "GATT/SR/GAW/BV-06-C",
          "> 16 1d00 0000 aabb\n< 17 1d00 0000 aabb\n> 16 2100 0000 01020304\n"
          "< 17 2100 0000 01020304\n> 18 01\n! written 001d+0 aabb\n! written 0021+0 01020304\n< 19" },
        { "one bad part and nothing is written",
          "> 16 1d00 0000 aabb\n< 17 1d00 0000 aabb\n> 16 2100 0000 0102\n"
          "< 17 2100 0000 0102\n> 18 01\n< 01 18 2100 0d\n> 0a 1d00\n< 0b " PART_1 },
        { "GATT/SR/GAW/BV-10-C", "> 16 1d00 0000 aabb\n< 17 1d00 0000 aabb\n> 18 00\n< 19\n> 18 01\n< 19\n"
                                 "> 0a 1d00\n< 0b " PART_1 },
        { "execute without prepare", "> 18 01\n< 19\n> 18 00\n< 19" },
        { "execute with other flags", "> 18 02\n< 01 18 0000 04\n> 18 ff\n< 01 18 0000 04" },
        { "execute of a wrong length", "> 18\n< 01 18 0000 04\n> 18 0100\n< 01 18 0000 04" },
        { "GATT/SR/GAW/BV-09-C",
          "> 16 1f00 0000 414243\n< 17 1f00 0000 414243\n> 18 01\n! written 001f+0 414243\n< 19" },
        { "GATT/SR/GAW/BV-07-C", "> 16 1d00 0000 aa\n< 17 1d00 0000 aa\n> 12 2f00 01\n< 13\n! written 002f+0 01\n"
                                 "> 16 1d00 0100 bb\n< 17 1d00 0100 bb\n> 18 01\n! written 001d+0 aabb\n< 19" },
        { "an asked one", "> 16 2300 0000 aa\n< 17 2300 0000 aa\n> 16 2300 0100 bb\n< 17 2300 0100 bb\n> 18 01\n"
                          "? write 0023+0 aabb\n=\n< 19" },
        { "two asked ones", "> 16 2300 0000 aa\n< 17 2300 0000 aa\n> 16 2300 0500 bb\n< 17 2300 0500 bb\n> 18 01\n"
                            "? write 0023+0 aa\n=\n? write 0023+5 bb\n=\n< 19" },
        { "the second one is refused",
          "> 16 2300 0000 aa\n< 17 2300 0000 aa\n> 16 2300 0500 bb\n< 17 2300 0500 bb\n> 18 01\n"
          "? write 0023+0 aa\n=\n? write 0023+5 bb\n=! 81\n< 01 18 2300 81\n> 18 01\n< 19" },
        { "one that must be allowed", "> 16 2d00 0000 aabb\n< 17 2d00 0000 aabb\n> 18 01\n? may-write 002d+0 aabb\n=\n"
                                      "! written 002d+0 aabb\n< 19" },
        { "security is gone when it is executed", ENCRYPTED "> 16 2700 0000 aa\n< 17 2700 0000 aa\n* security 0 0\n"
                                                            "> 18 01\n< 01 18 2700 05" },
        { "a CCCD",
          "> 16 1300 0000 0100\n< 17 1300 0000 0100\n> 18 01\n! subscribed 0012 1\n< 19\n> 0a 1300\n< 0b 0100" },
        { "half a CCCD", "> 16 1300 0000 01\n< 17 1300 0000 01\n> 18 01\n< 01 18 1300 0d" },
        { "an empty part", "> 16 1d00 0000\n< 17 1d00 0000\n> 18 01\n! written 001d+0\n< 19" },
        { "prepare: cut short", "> 16 1d00 00\n< 01 16 0000 04" },
        { "the service has gone when it is executed",
          "+ add\n~ 0\n> 16 1d00 0000 aa\n< 17 1d00 0000 aa\n+ remove 001a\n~ 0\n"
          "> 18 01\n< 01 18 1d00 01" },
    };
    PLAY(rows);
}

static void peers_subscribe_and_are_told(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAN/BV-01-C", "> 12 1300 0100\n! subscribed 0012 1\n< 13\n+ notify 0012 58\n< 1b 1200 58\n~ 0" },
        { "not subscribed", "+ notify 0012 58\n~ -13\n> 0a 1200\n< 0b 57" },
        { "not any more", "> 12 1300 0100\n! subscribed 0012 1\n< 13\n> 12 1300 0000\n! subscribed 0012 0\n< 13\n"
                          "+ notify 0012 58\n~ -13" },
        { "a stored value is told", "> 12 1300 0100\n! subscribed 0012 1\n< 13\n+ notify 0012\n< 1b 1200 57\n~ 0" },
        { "stored and told", "> 12 1300 0100\n! subscribed 0012 1\n< 13\n+ store 0012 58\n< 1b 1200 58\n~ 0\n"
                             "> 0a 1200\n< 0b 58" },
        { "stored although nobody listens", "+ store 0012 58\n~ 0\n> 0a 1200\n< 0b 58" },
        { "stored: too long for a fixed one", "+ store 0012 5859\n~ -1\n> 0a 1200\n< 0b 57" },
        { "to all", "> 12 1900 0100\n! subscribed 0018 1\n< 13\n+ all 0018 aabb\n< 1b 1800 aabb\n~ 0" },
        { "to all, nobody there", "+ all 0018 aabb\n~ -13" },
        { "cut to the MTU", "> 12 1900 0100\n! subscribed 0018 1\n< 13\n+ notify 0018 " PART_1 "\n"
                            "< 1b 1800 000102030405060708090a0b0c0d0e0f10111213\n~ 0" },
        { "what has no CCCD", "+ notify 001d aa\n~ -1" },
        { "what is no value", "+ notify 0011 aa\n~ -1\n+ notify 0013 aa\n~ -1\n+ notify 0040 aa\n~ -13" },
        { "Service Changed is the host's", "+ notify 0008 01000200\n~ -1" },
        { "GATT/SR/GAI/BV-01-C",
          "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n< 1d 1800 aa\n> 1e\n~ 0" },
        { "one indication at a time", "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n+ notify 0018 bb\n"
                                      "< 1d 1800 aa\n* wait 1\n> 1e\n< 1d 1800 bb\n> 1e\n~ 0" },
        { "an indication and requests", "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n< 1d 1800 aa\n"
                                        "> 0a 1200\n< 0b 57\n> 1e\n~ 0" },
        { "both",
          "> 12 1900 0300\n! subscribed 0018 3\n< 13\n+ notify 0018 aa\n< 1b 1800 aa\n< 1d 1800 aa\n> 1e\n~ 0" },
        { "an indication that nobody confirms",
          "> 12 1900 0300\n! subscribed 0018 3\n< 13\n+ notify 0018 aa\n"
          "< 1b 1800 aa\n< 1d 1800 aa\n* wait 30\n~ -5\n> 1e\n+ notify 0018 bb\n~ -13\n"
          "> 0a 1200\n< 0b 57" },
        { "confirmed at the last moment", "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n< 1d 1800 aa\n"
                                          "* wait 29\n> 1e\n~ 0\n+ notify 0018 bb\n< 1d 1800 bb\n> 1e\n~ 0" },
        { "the second indication times out, too", "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n"
                                                  "+ notify 0018 bb\n< 1d 1800 aa\n* wait 30\n~ -5" },
        { "a confirmation of nothing", "> 1e\n> 1e00\n> 0a 1200\n< 0b 57" },
        { "a CCCD of one octet", "> 12 1300 01\n< 01 12 1300 0d" },
        { "a CCCD of three octets", "> 12 1300 010000\n< 01 12 1300 0d" },
        { "indications of what only notifies", "> 12 1300 0200\n< 01 12 1300 13\n> 0a 1300\n< 0b 0000" },
        { "bits of later specifications", "> 12 1300 0180\n! subscribed 0012 1\n< 13\n> 0a 1300\n< 0b 0100" },
        { "a CCCD that is encrypted",
          "> 12 3400 0100\n< 01 12 3400 05\n" ENCRYPTED "> 12 3400 0100\n! subscribed 0033 1\n"
          "< 13\n+ notify 0033 aa\n< 1b 3300 aa\n~ 0" },
        { "a new link has subscribed to nothing",
          "> 12 1300 0100\n! subscribed 0012 1\n< 13\n* drop\n+ all 0012 58\n~ -13" },
        { "a request for a link that has gone", "* drop\n+ notify 0012 58\n~ -12" },
        { "the link goes before it is confirmed", "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n"
                                                  "< 1d 1800 aa\n* drop\n~ -20" },
        { "the only subscriber goes",
          "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ all 0018 aa\n< 1d 1800 aa\n* drop\n~ 0" },
    };
    PLAY(rows);
}

#define CHANGES "> 12 0900 0200\n< 13\n"
#define ROBUST  "> 12 0b00 01\n< 13\n"

/* AES-CMAC of the table as it is, and with the service that "+ add" adds: by openssl. */
#define HASH       "cfb05779055bce7ab48fec9833679e4d"
#define HASH_AFTER "8dbb38ae3ff9b3fed3a814db0ed13250"

static void changes_are_told(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/GAS/BV-01-C", CHANGES "+ add\n~ 0\n< 1d 0800 3c00 3e00\n> 1e\n> 0a 3e00\n< 0b 00" },
        { "nobody wants to know", "+ add\n~ 0\n> 0a 3e00\n< 0b 00" },
        { "changes while one is told are joined", CHANGES "+ add\n< 1d 0800 3c00 3e00\n+ add\n+ remove 0010\n~ -16\n"
                                                          "+ remove 0014\n~ 0\n> 1e\n< 1d 0800 1400 4100\n> 1e" },
        { "a handle is not used again", "+ add\n~ 0\n+ remove 003c\n~ 0\n+ add\n~ 0\n> 0a 3e00\n< 01 0a 3e00 01\n"
                                        "> 0a 4100\n< 0b 00" },
        { "what is removed is not there",
          "+ remove 0039\n~ 0\n> 10 0100 ffff 0128\n< 01 10 0100 0a\n> 0a 3b00\n< 01 0a 3b00 01" },
        { "the host's own services stay", "+ remove 0001\n~ -1\n+ remove 0006\n~ -1" },
        { "what is no service stays", "+ remove 0011\n~ -13\n+ remove 0100\n~ -13" },
        { "what is included stays", "+ remove 0010\n~ -16\n+ remove 001a\n~ 0\n+ remove 0010\n~ 0" },
        { "a subscription goes with its service", "> 12 1900 0100\n! subscribed 0018 1\n< 13\n+ remove 0014\n~ 0\n"
                                                  "+ notify 0018 aa\n~ -13" },
        { "a question about what is removed", "> 0a 2300\n? read 0023+0\n+ remove 001a\n< 01 0a 2300 01\n= 01\n~ -12" },
        { "Client Supported Features", "> 0a 0b00\n< 0b 00\n> 12 0b00 05\n< 13\n> 0a 0b00\n< 0b 05" },
        { "features are not taken back", "> 12 0b00 01\n< 13\n> 12 0b00 00\n< 01 12 0b00 13\n> 0a 0b00\n< 0b 01" },
        { "features of later specifications", "> 12 0b00 f9\n< 13\n> 0a 0b00\n< 0b 01" },
        { "no features", "> 12 0b00\n< 01 12 0b00 0d\n> 12 0b00 0101\n< 01 12 0b00 0d" },
        { "GATT/SR/GAS/BV-02-C", "> 08 0100 ffff 2a2b\n< 09 12 0d00 " HASH "\n> 0a 0d00\n< 0b " HASH },
        { "another table, another hash", "> 08 0100 ffff 2a2b\n< 09 12 0d00 " HASH "\n+ add\n> 08 0100 ffff 2a2b\n"
                                         "< 09 12 0d00 " HASH_AFTER "\n+ remove 003c\n> 0c 0d00 0c00\n< 0d 33679e4d" },
        { "values do not change the hash",
          "> 12 1d00 aa\n< 13\n! written 001d+0 aa\n+ set 0003 6162\n> 0a 0d00\n< 0b " HASH },
        { "the hash among others", "> 0e 1200 0d00\n< 0f 57 " HASH },
        { "aware by reading the hash",
          ROBUST "+ add\n> 08 0100 ffff 2a2b\n< 09 12 0d00 " HASH_AFTER "\n> 0a 1200\n< 0b 57" },
        { "GATT/SR/GAS/BV-07-C", ROBUST "+ add\n> 0a 1200\n< 01 0a 1200 12\n> 0a 1200\n< 0b 57" },
        { "out of sync: each kind of request once",
          ROBUST "+ add\n> 0c 1200 0000\n< 01 0c 1200 12\n> 0c 1200 0000\n< 0d 57\n"
                 "+ add\n> 12 1d00 aa\n< 01 12 1d00 12\n> 16 1d00 0000 aa\n< 17 1d00 0000 aa\n"
                 "+ add\n> 18 01\n< 01 18 0000 12\n+ add\n> 0e 1200 1200\n< 01 0e 1200 12\n"
                 "+ add\n> 20 1200 1200\n< 01 20 1200 12\n+ add\n> 16 1d00 0000 aa\n< 01 16 1d00 12" },
        { "GATT/SR/GAS/BV-08-C",
          ROBUST "+ add\n> 52 1600 aa\n> 0a 1200\n< 01 0a 1200 12\n> 52 1600 aa\n> 0a 1200\n< 0b 57\n"
                 "> 52 1600 aa\n! written 0016+0 aa" },
        { "discovery is allowed",
          ROBUST "+ add\n> 02 1700\n< 03 0502\n> 10 3a00 ffff 0028\n< 11 06 3c00 3e00 00a2\n"
                 "> 08 3c00 3e00 0328\n< 09 07 3d00 02 3e00 01a2\n> 04 3e00 3e00\n< 05 01 3e00 01a2\n"
                 "> 06 0100 ffff 0028 00a2\n< 07 3c00 3e00\n> 08 1000 ffff 192a\n< 01 08 1000 12" },
        { "aware by confirming", CHANGES ROBUST "+ add\n< 1d 0800 3c00 3e00\n> 1e\n> 0a 1200\n< 0b 57" },
        { "a client that did not ask for it", "+ add\n> 0a 1200\n< 0b 57" },
        { "nothing is told to who does not know", "> 12 1300 0100\n! subscribed 0012 1\n< 13\n" ROBUST
                                                  "+ add\n+ notify 0012 58\n~ -13\n> 0a 1200\n< 01 0a 1200 12\n"
                                                  "> 0a 1200\n< 0b 57\n+ notify 0012 58\n< 1b 1200 58\n~ 0" },
    };
    PLAY(rows);
}

static void questions_end(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "a value that is asked for", "> 0a 2300\n? read 0023+0\n= 010203\n< 0b 010203" },
        { "cut to the MTU", "> 0a 2300\n? read 0023+0\n= " PART_1 PART_2 "\n< 0b " PART_1 },
        { "from an offset", "> 0c 2300 0700\n? read 0023+7\n= 08\n< 0d 08" },
        { "an offset that it does not have", "> 0c 2300 ff00\n? read 0023+255\n=! 07\n< 01 0c 2300 07" },
        { "an error of its own", "> 0a 2300\n? read 0023+0\n=! 9f\n< 01 0a 2300 9f" },
        { "no answer", "> 0a 2300\n? read 0023+0\n* wait 30\n< 01 0a 2300 0e\n= 01\n~ -12\n> 0a 1200\n< 0b 57" },
        { "answered at the last moment", "> 0a 2300\n? read 0023+0\n* wait 29\n= 01\n< 0b 01" },
        { "answered twice", "> 0a 2300\n? read 0023+0\n= 01\n~ 0\n< 0b 01\n= 02\n~ -12" },
        { "a write without an answer", "> 12 2300 aa\n? write 0023+0 aa\n* wait 30\n< 01 12 2300 0e" },
        { "a write that nobody allows", "> 12 2d00 aabb\n? may-write 002d+0 aabb\n* wait 30\n< 01 12 2d00 0e\n"
                                        "> 0a 2d00\n? may-read 002d+0\n=\n< 0b 0809" },
        { "a long write without an answer",
          "> 16 2300 0000 aa\n< 17 2300 0000 aa\n> 18 01\n? write 0023+0 aa\n* wait 30\n"
          "< 01 18 2300 0e\n> 18 01\n< 19" },
        { "another request meanwhile",
          "> 0a 2300\n? read 0023+0\n> 0a 1200\n> 12 1d00 aa\n= 01\n< 0b 01\n> 0a 1200\n< 0b 57" },
        { "a command meanwhile", "> 0a 2300\n? read 0023+0\n> 52 1600 aa\n! written 0016+0 aa\n= 01\n< 0b 01" },
        { "a confirmation meanwhile",
          "> 12 1900 0200\n! subscribed 0018 2\n< 13\n+ notify 0018 aa\n< 1d 1800 aa\n> 0a 2300\n"
          "? read 0023+0\n> 1e\n= 01\n< 0b 01" },
        { "the link ends meanwhile", "> 0a 2300\n? read 0023+0\n* drop\n= 01\n~ -12" },
        { "several, no answer to the second",
          "> 0e 2300 2300\n? read 0023+0\n= 01\n? read 0023+0\n* wait 30\n< 01 0e 2300 0e" },
        { "a request before the answer has left",
          "* busy\n> 0a 1200\n> 0a 2100\n* free\n< 0b 57\n> 0a 2100\n< 0b 00010203" },
        { "a command that is asked twice", "> 52 2300 aa\n? command 0023+0 aa\n> 52 2300 bb\n? command 0023+0 bb" },
    };
    PLAY(rows);
}

static void what_is_not_known_is_refused(void **state)
{
    (void)state;
    static const struct peer_row rows[] = {
        { "GATT/SR/UNS/BI-01-C", "> 24\n< 01 24 0000 06\n> 3f 01\n< 01 3f 0000 06\n> 80 0102\n< 01 80 0000 06" },
        { "GATT/SR/UNS/BI-02-C", "> 40\n> 53 0102\n> 7f\n> ff 0102\n> 0a 1200\n< 0b 57" },
        { "opcode 0", "> 00\n< 01 00 0000 06" },
        { "opcodes that were never given", "> 14\n< 01 14 0000 06\n> 15\n< 01 15 0000 06\n> 1a\n< 01 1a 0000 06" },
        { "responses to nothing", "> 01 0a 1200 01\n> 03 1700\n> 0b 01\n> 13\n> 19\n> 0a 1200\n< 0b 57" },
        { "nothing at all", ">\n> 0a 1200\n< 0b 57" },
    };
    PLAY(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mtu_is_exchanged),
        cmocka_unit_test(services_are_found),
        cmocka_unit_test(what_is_in_services_is_found),
        cmocka_unit_test(values_are_read),
        cmocka_unit_test(values_are_read_by_type),
        cmocka_unit_test(several_values_are_read),
        cmocka_unit_test(values_are_written),
        cmocka_unit_test(values_are_written_through_the_queue),
        cmocka_unit_test(peers_subscribe_and_are_told),
        cmocka_unit_test(changes_are_told),
        cmocka_unit_test(questions_end),
        cmocka_unit_test(what_is_not_known_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
