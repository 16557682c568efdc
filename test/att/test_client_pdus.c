/* SPDX-License-Identifier: MIT */
/* What the client sends, word for word, and what it makes of the answers. Rows that begin with GATT/CL are named after
 * the tests of the GATT test suite whose procedure and outcome they follow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "asking_script.h"

/** A request that is refused: what is asked, its PDU, opcode and handle of the error, error, status (-0x100 - error) */
#define REFUSED(name, asks, pdu, whose, error, status)                                                                 \
    {                                                                                                                  \
        name, "+ " asks "\n< " pdu "\n> 01 " whose " " error "\n~ 1 " status "\n"                                      \
    }

#define NOT_FOUND(opcode, handle) "> 01 " opcode " " handle " 0a\n"

/* ------------------------------------------------------------------------------------------------ MTU */

static const struct asking_row mtu_rows[] = {
    { "GATT/CL/GAC/BV-01-C", "* central\n< 02 0502\n> 03 b900\n! mtu 185\n" },
    { "GATT/CL/GAC/BV-01-C larger than ours", "* central\n< 02 0502\n> 03 ffff\n! mtu 517\n" },
    { "The least MTU is no news", "* central\n< 02 0502\n> 03 1700\n" },
    { "An MTU below the least one is the least one", "* central\n< 02 0502\n> 03 0500\n+ read 0001\n< 0a 0100\n"
                                                     "> 0b 00*22\n! value 0001+0 00*22\n~ 1 0\n" },
    { "A peer that knows no MTU", "* central\n< 02 0502\n> 01 02 0000 06\n+ read 0001\n< 0a 0100\n> 0b 57\n"
                                  "! value 0001+0 57\n~ 1 0\n" },
    { "An answer to the MTU that is none", "* central\n< 02 0502\n> 0b 57\n+ read 0001\n< 0a 0100\n> 0b 57\n"
                                           "! value 0001+0 57\n~ 1 0\n" },
    { "Procedures wait for the MTU", "* central\n< 02 0502\n+ read 0001\n> 03 1900\n! mtu 25\n< 0a 0100\n"
                                     "> 0b 00*24\n! value 0001+0 00*24\n~ 1 0\n" },
    { "A peripheral asks for the MTU after a second", "* peripheral\n* wait 1\n< 02 0502\n> 03 b900\n! mtu 185\n" },
    { "A peripheral asks for the MTU with its first procedure",
      "* peripheral\n+ read 0001\n< 02 0502\n> 03 b900\n! mtu 185\n< 0a 0100\n> 0b\n! value 0001+0\n~ 1 0\n" },
    { "A peripheral whose peer asked for the MTU does not",
      "* peripheral\n* peer-mtu 100\n* wait 5\n+ write 0001 00*97\n"
      "< 12 0100 00*97\n> 13\n~ 1 0\n" },
    { "The MTU never shrinks", "* central\n< 02 0502\n* peer-mtu 100\n> 03 1e00\n+ write 0001 00*97\n"
                               "< 12 0100 00*97\n> 13\n~ 1 0\n" },
    { "The MTU is not answered",
      "* central\n< 02 0502\n+ read 0001\n* wait 30\n~ 1 -5\n+ read 0001\n~ 0 -20\n> 03 b900\n" },
};

/* ------------------------------------------------------------------------------------------------ finding */

static const struct asking_row find_rows[] = {
    { "GATT/CL/GAD/BV-01-C",
      "+ services\n< 10 0100 ffff 0028\n> 11 06 0100 0500 0018 0600 0900 0118\n! service 0001-0005 1800\n"
      "! service 0006-0009 1801\n< 10 0a00 ffff 0028\n> 11 06 1000 ffff 0f18\n! service 0010-ffff 180f\n~ 1 0\n" },
    { "GATT/CL/GAD/BV-01-C 128 bits",
      "+ services 0010-0100\n< 10 1000 0001 0028\n> 11 14 1000 2000 9ecadc240ee5a9e093f3a3b50100406e\n"
      "! service 0010-0020 6e400001-b5a3-f393-e0a9-e50e24dcca9e\n< 10 2100 0001 0028\n" NOT_FOUND("10",
                                                                                                  "2100") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-01-C none", "+ services\n< 10 0100 ffff 0028\n" NOT_FOUND("10", "0100") "~ 1 0\n" },
    { "A service that is larger than the range asked",
      "+ services 0001-0004\n< 10 0100 0400 0028\n> 11 06 0100 0900 0018\n"
      "! service 0001-0009 1800\n~ 1 0\n" },
    { "GATT/CL/GAD/BV-02-C 16 bits",
      "+ services =180f\n< 06 0100 ffff 0028 0f18\n> 07 1000 1300 2000 2300\n! service 0010-0013 180f\n"
      "! service 0020-0023 180f\n< 06 2400 ffff 0028 0f18\n" NOT_FOUND("06", "2400") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-02-C 128 bits",
      "+ services =6e400001-b5a3-f393-e0a9-e50e24dcca9e\n< 06 0100 ffff 0028 9ecadc240ee5a9e093f3a3b50100406e\n"
      "> 07 1000 ffff\n! service 0010-ffff 6e400001-b5a3-f393-e0a9-e50e24dcca9e\n~ 1 0\n" },
    { "GATT/CL/GAD/BV-02-C 32 bits travel as 128",
      "+ services =12345678\n< 06 0100 ffff 0028 fb349b5f800000800010000078563412\n" NOT_FOUND("06",
                                                                                               "0100") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-03-C",
      "+ included 0001-0010\n< 08 0100 1000 0228\n> 09 08 0200 2000 2500 0f18 0300 2600 2900 0a18\n"
      "! included 0002 0020-0025 180f\n! included 0003 0026-0029 180a\n< 08 0400 1000 0228\n" NOT_FOUND(
          "08", "0400") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-03-C 128 bits",
      "+ included 0001-0010\n< 08 0100 1000 0228\n> 09 06 0200 2000 2500 0300 2600 2900\n< 0a 2000\n"
      "> 0b 9ecadc240ee5a9e093f3a3b50100406e\n! included 0002 0020-0025 6e400001-b5a3-f393-e0a9-e50e24dcca9e\n"
      "< 08 0300 1000 0228\n> 09 06 0300 2600 2900\n< 0a 2600\n> 0b 9fcadc240ee5a9e093f3a3b50100406e\n"
      "! included 0003 0026-0029 6e400001-b5a3-f393-e0a9-e50e24dcca9f\n< 08 0400 1000 0228\n" NOT_FOUND(
          "08", "0400") "~ 1 0\n" },
    { "An included service at the end of the range",
      "+ included 0001-0002\n< 08 0100 0200 0228\n> 09 06 0200 2000 2500\n"
      "< 0a 2000\n> 0b 0f18\n! included 0002 0020-0025 180f\n~ 1 0\n" },
    { "An included service whose UUID is refused",
      "+ included\n< 08 0100 ffff 0228\n> 09 06 0200 2000 2500\n< 0a 2000\n"
      "> 01 0a 2000 02\n~ 1 -258\n" },
    { "An included service whose UUID is none", "+ included\n< 08 0100 ffff 0228\n> 09 06 0200 2000 2500\n< 0a 2000\n"
                                                "> 0b 0f1800\n~ 1 -10\n" },
    { "GATT/CL/GAD/BV-04-C",
      "+ characteristics 0001-0007\n< 08 0100 0700 0328\n> 09 07 0200 0a 0300 002a 0400 02 0500 012a\n"
      "! characteristic 0002 0a 0003 2a00\n! characteristic 0004 02 0005 2a01\n< 08 0500 0700 0328\n" NOT_FOUND(
          "08", "0500") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-04-C 128 bits",
      "+ characteristics 0001-0002\n< 08 0100 0200 0328\n> 09 15 0200 10 0300 9ecadc240ee5a9e093f3a3b50300406e\n"
      "! characteristic 0002 10 0003 6e400003-b5a3-f393-e0a9-e50e24dcca9e\n~ 1 0\n" },
    { "GATT/CL/GAD/BV-05-C",
      "+ characteristics 0001-0005 =2a01\n< 08 0100 0500 0328\n> 09 07 0200 0a 0300 002a 0400 02 0500 012a\n"
      "! characteristic 0004 02 0005 2a01\n< 08 0500 0500 0328\n" NOT_FOUND("08", "0500") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-05-C none of these", "+ characteristics =2a02\n< 08 0100 ffff 0328\n> 09 07 fe00 0a ff00 002a\n"
                                           "< 08 ff00 ffff 0328\n" NOT_FOUND("08", "ff00") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-05-C the 128-bit form of a 16-bit UUID",
      "+ characteristics 0001-0002 =2a00\n< 08 0100 0200 0328\n> 09 15 0200 02 0300 fb349b5f80000080001000 00002a0000\n"
      "! characteristic 0002 02 0003 2a00\n~ 1 0\n" },
    { "GATT/CL/GAD/BV-06-C", "+ descriptors 0004-0006\n< 04 0400 0600\n> 05 01 0400 0229 0500 0129\n! descriptor 0004 "
                             "2902\n! descriptor 0005 2901\n"
                             "< 04 0600 0600\n" NOT_FOUND("04", "0600") "~ 1 0\n" },
    { "GATT/CL/GAD/BV-06-C 128 bits",
      "+ descriptors 0004-0004\n< 04 0400 0400\n> 05 02 0400 9ecadc240ee5a9e093f3a3b50900406e\n"
      "! descriptor 0004 6e400009-b5a3-f393-e0a9-e50e24dcca9e\n~ 1 0\n" },
    { "Descriptors of one kind", "+ descriptors 0004-0005 =2901\n< 04 0400 0500\n> 05 01 0400 0229 0500 0129\n"
                                 "! descriptor 0005 2901\n~ 1 0\n" },
    { "A range that begins behind its end", "+ services 0005-0004\n~ 0 -1\n" },
    REFUSED("Services are refused", "services", "10 0100 ffff 0028", "10 0100", "10", "-272"),
    REFUSED("Services by UUID are refused", "services =180f", "06 0100 ffff 0028 0f18", "06 0100", "05", "-261"),
    REFUSED("Included services are refused", "included", "08 0100 ffff 0228", "08 0100", "06", "-262"),
    REFUSED("Characteristics are refused", "characteristics", "08 0100 ffff 0328", "08 0100", "0f", "-271"),
    REFUSED("Descriptors are refused", "descriptors", "04 0100 ffff", "04 0100", "01", "-257"),
};

/* ------------------------------------------------------------------------------------------------ reading */

#define READ      "read 0012", "0a 1200", "0a 1200"
#define READ_LONG "long-read 0012+22", "0c 1200 1600", "0c 1200"
#define READ_UUID "read-uuid =2a00", "08 0100 ffff 002a", "08 0100"
#define MULTIPLE  "multiple 0012 0015", "0e 1200 1500", "0e 1500"
#define VARIABLE  "variable 0012 0015", "20 1200 1500", "20 1500"

#define REFUSED_AS(name, asked, error, status)              REFUSED_WITH(name, asked, error, status)
#define REFUSED_WITH(name, asks, pdu, whose, error, status) REFUSED(name, asks, pdu, whose, error, status)

static const struct asking_row read_rows[] = {
    { "GATT/CL/GAR/BV-01-C", "+ read 0012\n< 0a 1200\n> 0b 5758\n! value 0012+0 5758\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-01-C empty", "+ read 0012\n< 0a 1200\n> 0b\n! value 0012+0\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-06-C", "+ read 0013\n< 0a 1300\n> 0b 0100\n! value 0013+0 0100\n~ 1 0\n" },
    REFUSED_AS("GATT/CL/GAR/BI-01-C", READ, "01", "-257"),
    REFUSED_AS("GATT/CL/GAR/BI-02-C", READ, "02", "-258"),
    REFUSED_AS("GATT/CL/GAR/BI-03-C", READ, "08", "-264"),
    REFUSED_AS("GATT/CL/GAR/BI-04-C", READ, "05", "-261"),
    REFUSED_AS("GATT/CL/GAR/BI-05-C", READ, "0c", "-268"),
    REFUSED_AS("GATT/CL/GAR/BI-35-C", READ, "80", "-384"),
    { "GATT/CL/GAR/BV-03-C", "+ read-uuid =2a00\n< 08 0100 ffff 002a\n> 09 04 0300 5758\n! value 0003+0 5758\n"
                             "< 08 0400 ffff 002a\n" NOT_FOUND("08", "0400") "~ 1 0\n" },
    { "GATT/CL/GAR/BV-03-C 128 bits, several",
      "+ read-uuid =6e400003-b5a3-f393-e0a9-e50e24dcca9e 0001-0020\n"
      "< 08 0100 2000 9ecadc240ee5a9e093f3a3b50300406e\n> 09 03 0300 57 2000 58\n! value 0003+0 57\n"
      "! value 0020+0 58\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-03-C empty values", "+ read-uuid =2a00 0001-0004\n< 08 0100 0400 002a\n> 09 02 0300 0400\n"
                                          "! value 0003+0\n! value 0004+0\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-03-C the second one is refused",
      "+ read-uuid =2a00\n< 08 0100 ffff 002a\n> 09 03 0300 57\n! value 0003+0 57\n< 08 0400 ffff 002a\n"
      "> 01 08 0600 05\n~ 1 -261\n" },
    REFUSED_AS("GATT/CL/GAR/BI-06-C", READ_UUID, "02", "-258"),
    REFUSED_AS("GATT/CL/GAR/BI-07-C", READ_UUID, "0a", "-266"),
    REFUSED_AS("GATT/CL/GAR/BI-09-C", READ_UUID, "08", "-264"),
    REFUSED_AS("GATT/CL/GAR/BI-10-C", READ_UUID, "05", "-261"),
    REFUSED_AS("GATT/CL/GAR/BI-11-C", READ_UUID, "0c", "-268"),
    { "GATT/CL/GAR/BV-04-C",
      "+ long-read 0012\n< 0a 1200\n> 0b 61*22\n! value 0012+0 61*22\n< 0c 1200 1600\n> 0d 62*22\n"
      "! value 0012+22 62*22\n< 0c 1200 2c00\n> 0d 63\n! value 0012+44 63\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-04-C a multiple of the part",
      "+ long-read 0012\n< 0a 1200\n> 0b 61*22\n! value 0012+0 61*22\n< 0c 1200 1600\n> 0d\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-04-C a short value", "+ long-read 0012\n< 0a 1200\n> 0b 61\n! value 0012+0 61\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-04-C an empty value", "+ long-read 0012\n< 0a 1200\n> 0b\n! value 0012+0\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-04-C from an offset on",
      "+ long-read 0012+10\n< 0c 1200 0a00\n> 0d 61\n! value 0012+10 61\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-04-C from its end on", "+ long-read 0012+10\n< 0c 1200 0a00\n> 0d\n! value 0012+10\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-04-C the longest value",
      "* mtu 257\n+ long-read 0012\n< 0a 1200\n> 0b 61*256\n! value 0012+0 61*256\n< 0c 1200 0001\n> 0d 62*256\n"
      "! value 0012+256 62*256\n~ 1 0\n" },
    { "A value that has no end", "* mtu 258\n+ long-read 0012\n< 0a 1200\n> 0b 61*257\n! value 0012+0 61*257\n"
                                 "< 0c 1200 0101\n> 0d 62*257\n~ 1 -10\n" },
    { "An end that is told as not long",
      "+ long-read 0012\n< 0a 1200\n> 0b 61*22\n! value 0012+0 61*22\n< 0c 1200 1600\n"
      "> 01 0c 1200 0b\n~ 1 0\n" },
    { "An end that is told as an offset",
      "+ long-read 0012\n< 0a 1200\n> 0b 61*22\n! value 0012+0 61*22\n< 0c 1200 1600\n"
      "> 01 0c 1200 07\n~ 1 0\n" },
    { "The MTU grows while a part is on its way",
      "+ long-read 0012\n< 0a 1200\n* peer-mtu 100\n> 0b 61*22\n! value 0012+0 61*22\n< 0c 1200 1600\n> 0d 62*98\n"
      "! value 0012+22 62*98\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-07-C", "+ long-read 0013\n< 0a 1300\n> 0b 61*22\n! value 0013+0 61*22\n< 0c 1300 1600\n> 0d 62\n"
                             "! value 0013+22 62\n~ 1 0\n" },
    REFUSED_AS("GATT/CL/GAR/BI-12-C", READ_LONG, "02", "-258"),
    REFUSED_AS("GATT/CL/GAR/BI-13-C", READ_LONG, "07", "-263"),
    REFUSED_AS("GATT/CL/GAR/BI-14-C", READ_LONG, "01", "-257"),
    REFUSED_AS("GATT/CL/GAR/BI-15-C", READ_LONG, "08", "-264"),
    REFUSED_AS("GATT/CL/GAR/BI-16-C", READ_LONG, "05", "-261"),
    REFUSED_AS("GATT/CL/GAR/BI-17-C", READ_LONG, "0c", "-268"),
    REFUSED_AS("A value that is not long, from an offset on", READ_LONG, "0b", "-267"),
    { "GATT/CL/GAR/BV-05-C",
      "+ multiple 0012 0015 0018\n< 0e 1200 1500 1800\n> 0f 575859\n! value 0000+0 575859\n~ 1 0\n" },
    REFUSED_AS("GATT/CL/GAR/BI-18-C", MULTIPLE, "02", "-258"),
    REFUSED_AS("GATT/CL/GAR/BI-19-C", MULTIPLE, "01", "-257"),
    REFUSED_AS("GATT/CL/GAR/BI-20-C", MULTIPLE, "08", "-264"),
    REFUSED_AS("GATT/CL/GAR/BI-21-C", MULTIPLE, "05", "-261"),
    REFUSED_AS("GATT/CL/GAR/BI-22-C", MULTIPLE, "0c", "-268"),
    { "Ten handles fit into the least MTU",
      "+ multiple 0001 0002 0003 0004 0005 0006 0007 0008 0009 000a 000b\n"
      "< 0e 0100 0200 0300 0400 0500 0600 0700 0800 0900 0a00 0b00\n> 0f\n! value 0000+0\n~ 1 0\n"
      "+ multiple 0001 0002 0003 0004 0005 0006 0007 0008 0009 000a 000b 000c\n~ 2 -1\n" },
    { "One handle is not several", "+ multiple 0012\n~ 0 -1\n" },
    { "GATT/CL/GAR/BV-10-C", "+ variable 0012 0015\n< 20 1200 1500\n> 21 0100 57 0200 5859\n! value 0012+0 57\n"
                             "! value 0015+0 5859\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-10-C the last one is cut", "+ variable 0012 0015\n< 20 1200 1500\n> 21 0100 57 1400 58*17\n"
                                                 "! value 0012+0 57\n! value 0015+0 58*17\n~ 1 0\n" },
    { "GATT/CL/GAR/BV-10-C one did not fit", "+ variable 0012 0015\n< 20 1200 1500\n> 21 1400 57*20\n"
                                             "! value 0012+0 57*20\n~ 1 0\n" },
    REFUSED_AS("GATT/CL/GAR/BI-36-C", VARIABLE, "02", "-258"),
    REFUSED_AS("GATT/CL/GAR/BI-37-C", VARIABLE, "01", "-257"),
    REFUSED_AS("GATT/CL/GAR/BI-38-C", VARIABLE, "08", "-264"),
    REFUSED_AS("GATT/CL/GAR/BI-39-C", VARIABLE, "05", "-261"),
    REFUSED_AS("GATT/CL/GAR/BI-40-C", VARIABLE, "0c", "-268"),
};

/* ------------------------------------------------------------------------------------------------ writing */

#define WRITE   "write 0012 5758", "12 1200 5758", "12 1200"
#define PREPARE "prepare 0012+0 5758", "16 1200 0000 5758", "16 1200"
#define LONG    "long-write 0012+0 5758", "16 1200 0000 5758", "16 1200"

static const struct asking_row write_rows[] = {
    { "GATT/CL/GAW/BV-01-C", "+ command 0012 5758\n< 52 1200 5758\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-01-C as long as it can be", "+ command 0012 57*20\n< 52 1200 57*20\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-01-C too long", "+ command 0012 57*21\n~ 1 -1\n" },
    { "GATT/CL/GAW/BV-02-C", "+ signed 0012 5758\n! sign d2 1200 5758\n* sign a0*12\n< d2 1200 5758 a0*12\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-02-C without a key",
      "+ signed 0012 5758\n! sign d2 1200 5758\n* no-key\n~ 1 -11\n+ read 0001\n< 0a 0100\n"
      "> 0b\n! value 0001+0\n~ 2 0\n" },
    { "GATT/CL/GAW/BV-02-C too long", "+ signed 0012 57*9\n~ 1 -1\n" },
    { "A signature that comes too late", "+ signed 0012 5758\n! sign d2 1200 5758\n* cancel 1\n* sign a0*12\n" },
    { "GATT/CL/GAW/BV-03-C", "+ write 0012 5758\n< 12 1200 5758\n> 13\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-03-C nothing", "+ write 0012\n< 12 1200\n> 13\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-03-C as long as it can be", "* mtu 247\n+ write 0012 57*244\n< 12 1200 57*244\n> 13\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-03-C too long", "+ write 0012 57*21\n~ 1 -1\n" },
    { "GATT/CL/GAW/BV-08-C", "+ write 0013 0100\n< 12 1300 0100\n> 13\n~ 1 0\n" },
    REFUSED_AS("GATT/CL/GAW/BI-02-C", WRITE, "01", "-257"),
    REFUSED_AS("GATT/CL/GAW/BI-03-C", WRITE, "03", "-259"),
    REFUSED_AS("GATT/CL/GAW/BI-04-C", WRITE, "08", "-264"),
    REFUSED_AS("GATT/CL/GAW/BI-05-C", WRITE, "05", "-261"),
    REFUSED_AS("GATT/CL/GAW/BI-06-C", WRITE, "0c", "-268"),
    REFUSED_AS("GATT/CL/GAW/BI-33-C", WRITE, "0d", "-269"),
    { "GATT/CL/GAW/BV-05-C",
      "+ long-write 0012+0 61*18 62*18 63*4\n< 16 1200 0000 61*18\n> 17 1200 0000 61*18\n< 16 1200 1200 62*18\n"
      "> 17 1200 1200 62*18\n< 16 1200 2400 63*4\n> 17 1200 2400 63*4\n< 18 01\n> 19\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-05-C from an offset on",
      "+ long-write 0012+500 61*12\n< 16 1200 f401 61*12\n> 17 1200 f401 61*12\n"
      "< 18 01\n> 19\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-05-C the longest one",
      "* mtu 517\n+ long-write 0012+0 61*512\n< 16 1200 0000 61*512\n> 17 1200 0000 61*512\n< 18 01\n> 19\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-05-C nothing", "+ long-write 0012+0\n< 16 1200 0000\n> 17 1200 0000\n< 18 01\n> 19\n~ 1 0\n" },
    { "GATT/CL/GAW/BV-09-C",
      "+ long-write 0013+0 61*19\n< 16 1300 0000 61*18\n> 17 1300 0000 61*18\n< 16 1300 1200 61\n"
      "> 17 1300 1200 61\n< 18 01\n> 19\n~ 1 0\n" },
    { "Longer than any value", "+ long-write 0012+500 61*13\n~ 0 -1\n" },
    REFUSED_AS("GATT/CL/GAW/BI-07-C", LONG, "01", "-257"),
    REFUSED_AS("GATT/CL/GAW/BI-08-C", LONG, "03", "-259"),
    REFUSED_AS("GATT/CL/GAW/BI-11-C", LONG, "08", "-264"),
    REFUSED_AS("GATT/CL/GAW/BI-12-C", LONG, "05", "-261"),
    REFUSED_AS("GATT/CL/GAW/BI-13-C", LONG, "0c", "-268"),
    { "GATT/CL/GAW/BI-09-C",
      "+ long-write 0012+0 5758\n< 16 1200 0000 5758\n> 17 1200 0000 5758\n< 18 01\n> 01 18 1200 07\n"
      "~ 1 -263\n" },
    { "GATT/CL/GAW/BI-34-C",
      "+ long-write 0012+0 5758\n< 16 1200 0000 5758\n> 17 1200 0000 5758\n< 18 01\n> 01 18 1200 0d\n"
      "~ 1 -269\n" },
    { "The queue of the peer is full in between",
      "+ long-write 0012+0 61*19\n< 16 1200 0000 61*18\n> 17 1200 0000 61*18\n< 16 1200 1200 61\n> 01 16 1200 09\n"
      "< 18 00\n> 19\n~ 1 -265\n" },
    { "What the peer has is something else",
      "+ long-write 0012+0 61*19\n< 16 1200 0000 61*18\n> 17 1200 0000 61*17 62\n< 18 00\n> 19\n~ 1 -10\n" },
    { "What the peer has is shorter",
      "+ long-write 0012+0 61*19\n< 16 1200 0000 61*18\n> 17 1200 0000 61*17\n< 18 00\n> 19\n~ 1 -10\n" },
    { "What the peer has is somewhere else",
      "+ long-write 0012+0 61\n< 16 1200 0000 61\n> 17 1200 0100 61\n< 18 00\n> 19\n~ 1 -10\n" },
    { "What the peer has is of another one",
      "+ long-write 0012+0 61\n< 16 1200 0000 61\n> 17 1300 0000 61\n< 18 00\n> 19\n~ 1 -10\n" },
    { "Forgetting is refused",
      "+ long-write 0012+0 61\n< 16 1200 0000 61\n> 17 1200 0000 62\n< 18 00\n> 01 18 0000 0e\n~ 1 -10\n" },
    { "GATT/CL/GAW/BV-06-C",
      "+ prepare 0012+0 5758\n< 16 1200 0000 5758\n> 17 1200 0000 5758\n~ 1 0\n+ prepare 0015+0 59\n< 16 1500 0000 59\n"
      "> 17 1500 0000 59\n~ 2 0\n+ execute\n< 18 01\n> 19\n~ 3 0\n" },
    { "GATT/CL/GAW/BV-06-C a difference cancels all",
      "+ prepare 0012+0 5758\n< 16 1200 0000 5758\n> 17 1200 0000 5759\n< 18 00\n> 19\n~ 1 -10\n" },
    { "GATT/CL/GAW/BV-10-C",
      "+ prepare 0012+0 5758\n< 16 1200 0000 5758\n> 17 1200 0000 5758\n~ 1 0\n+ execute cancel\n< 18 00\n"
      "> 19\n~ 2 0\n" },
    { "Too long for a part", "+ prepare 0012+0 61*19\n~ 1 -1\n" },
    { "A refused execution", "+ execute\n< 18 01\n> 01 18 0000 0e\n~ 1 -270\n" },
    { "A refused cancellation", "+ execute cancel\n< 18 00\n> 01 18 0000 0e\n~ 1 -270\n" },
    REFUSED_AS("GATT/CL/GAW/BI-23-C", PREPARE, "01", "-257"),
    REFUSED_AS("GATT/CL/GAW/BI-24-C", PREPARE, "03", "-259"),
    REFUSED_AS("GATT/CL/GAW/BI-26-C", PREPARE, "08", "-264"),
    REFUSED_AS("GATT/CL/GAW/BI-27-C", PREPARE, "05", "-261"),
    REFUSED_AS("GATT/CL/GAW/BI-32-C", PREPARE, "09", "-265"),
};

/* ------------------------------------------------------------------------------------------------ being told */

static const struct asking_row told_rows[] = {
    { "GATT/CL/GAN/BV-01-C", "> 1b 1200 5758\n! notified 0012 5758\n" },
    { "GATT/CL/GAN/BV-01-C empty", "> 1b 1200\n! notified 0012\n" },
    { "GATT/CL/GAN/BV-01-C within a transaction", "+ read 0012\n< 0a 1200\n> 1b 1500 59\n! notified 0015 59\n> 0b 57\n"
                                                  "! value 0012+0 57\n~ 1 0\n" },
    { "GATT/CL/GAN/BV-02-C", "> 23 1200 0100 57 1500 0200 5859\n! notified 0012 57\n! notified 0015 5859\n" },
    { "GATT/CL/GAN/BV-02-C within a transaction",
      "+ read 0012\n< 0a 1200\n> 23 1200 0100 57 1500 0000\n! notified 0012 57\n! notified 0015\n> 0b 57\n"
      "! value 0012+0 57\n~ 1 0\n" },
    { "GATT/CL/GAI/BV-01-C", "> 1d 1200 5758\n! indicated 0012 5758\n< 1e\n" },
    { "GATT/CL/GAI/BV-01-C empty", "> 1d 1200\n! indicated 0012\n< 1e\n" },
    { "GATT/CL/GAI/BV-01-C within a transaction",
      "+ read 0012\n< 0a 1200\n> 1d 1500 59\n! indicated 0015 59\n< 1e\n> 0b 57\n"
      "! value 0012+0 57\n~ 1 0\n" },
    { "GATT/CL/GAS/BV-01-C", "> 1d 0800 0100ffff\n! indicated 0008 0100ffff\n< 1e\n" },
    { "Confirmations wait for a block",
      "* busy\n> 1d 1200 57\n! indicated 0012 57\n> 1d 1200 58\n! indicated 0012 58\n* free\n"
      "< 1e\n< 1e\n" },
    { "Too short for a handle", "> 1b 12\n> 1d 12\n> 1b\n> 1d\n" },
    { "Longer than the MTU", "> 1b 1200 57*21\n> 1d 1200 57*21\n" },
    { "Several of which one is cut", "> 23 1200 0100 57 1500 0200 58\n" },
    { "Several that are one", "> 23 1200 0100 57\n" },
};

/* ------------------------------------------------------------------------------------------------ the bearer */

static const struct asking_row bearer_rows[] = {
    { "GATT/CL/GAT/BV-01-C", "+ read 0012\n< 0a 1200\n* wait 29\n* wait 1\n~ 1 -5\n" },
    { "GATT/CL/GAT/BV-02-C", "+ write 0012 57\n< 12 1200 57\n* wait 30\n~ 1 -5\n" },
    { "All that wait end with the bearer",
      "+ read 0012\n< 0a 1200\n+ command 0012 57\n+ services\n* wait 30\n~ 1 -5\n~ 2 -5\n~ 3 -5\n"
      "+ read 0012\n~ 0 -20\n> 0b 57\n> 1b 1200 57\n! notified 0012 57\n> 1d 1200 57\n"
      "! indicated 0012 57\n< 1e\n" },
    { "Each transaction has 30 s",
      "+ long-read 0012\n< 0a 1200\n* wait 29\n> 0b 61*22\n! value 0012+0 61*22\n< 0c 1200 1600\n* wait 29\n"
      "> 0d\n~ 1 0\n" },
    { "One after another",
      "+ read 0001\n< 0a 0100\n+ command 0002 57\n+ write 0003\n> 0b\n! value 0001+0\n~ 1 0\n< 52 0200 57\n~ 2 0\n"
      "< 12 0300\n> 13\n~ 3 0\n" },
    { "Cancelled while it waits",
      "+ read 0001\n< 0a 0100\n+ read 0002\n+ read 0003\n* cancel 2\n> 0b\n! value 0001+0\n~ 1 0\n"
      "< 0a 0300\n> 0b\n! value 0003+0\n~ 3 0\n" },
    { "The last one cancelled while it waits",
      "+ read 0001\n< 0a 0100\n+ read 0002\n* cancel 2\n+ read 0003\n> 0b\n! value 0001+0\n"
      "~ 1 0\n< 0a 0300\n> 0b\n! value 0003+0\n~ 3 0\n" },
    { "Cancelled while it is out",
      "+ read 0001\n< 0a 0100\n+ read 0002\n* cancel 1\n> 0b 57\n< 0a 0200\n> 0b 58\n! value 0002+0 58\n~ 2 0\n" },
    { "Cancelled while it is out, and never answered",
      "+ read 0001\n< 0a 0100\n+ read 0002\n* cancel 1\n* wait 30\n~ 2 -5\n" },
    { "Cancelled while a part is out",
      "+ long-write 0012+0 61*19\n< 16 1200 0000 61*18\n* cancel 1\n> 17 1200 0000 61*18\n"
      "< 18 00\n> 19\n+ read 0001\n< 0a 0100\n> 0b\n! value 0001+0\n~ 2 0\n" },
    { "Cancelled while the first part is refused",
      "+ long-write 0012+0 61*19\n< 16 1200 0000 61*18\n* cancel 1\n> 01 16 1200 03\n"
      "+ read 0001\n< 0a 0100\n> 0b\n! value 0001+0\n~ 2 0\n" },
    { "Cancelled while it is carried out",
      "+ long-write 0012+0 61\n< 16 1200 0000 61\n> 17 1200 0000 61\n< 18 01\n* cancel 1\n> 19\n"
      "+ read 0001\n< 0a 0100\n> 0b\n! value 0001+0\n~ 2 0\n" },
    { "Cancelled while the MTU is asked for", "* central\n< 02 0502\n+ read 0001\n* cancel 1\n> 03 b900\n! mtu 185\n" },
    { "Cancelled for lack of room", "* busy\n+ read 0001\n* cancel 1\n* wait 40\n* free\n+ read 0002\n< 0a 0200\n> 0b\n"
                                    "! value 0002+0\n~ 2 0\n" },
    { "A long write cancelled for lack of room",
      "+ long-write 0012+0 61*19\n< 16 1200 0000 61*18\n* busy\n> 17 1200 0000 61*18\n* cancel 1\n"
      "* free\n< 18 00\n> 19\n" },
    { "Requests wait for a block", "* busy\n+ read 0001\n* wait 1\n* free\n< 0a 0100\n> 0b\n! value 0001+0\n~ 1 0\n" },
    { "Requests wait for a block no longer than 30 s", "* busy\n+ read 0001\n* wait 30\n~ 1 -5\n* free\n" },
    { "The MTU waits for a block", "* busy\n* central\n* wait 1\n* free\n< 02 0502\n> 03 1700\n" },
    { "What is to be written needs room", "* busy\n+ write 0001 57\n~ 0 -3\n* free\n" },
    { "No more than there are procedures",
      "+ read 0001\n< 0a 0100\n+ read 0001\n+ read 0001\n+ read 0001\n+ read 0001\n+ read 0001\n"
      "+ read 0001\n+ read 0001\n+ read 0001\n~ 0 -3\n" },
    { "A link that is gone", "+ read 0001\n< 0a 0100\n+ long-write 0012+0 61*100\n* drop\n* wait 60\n" },
    { "An end that comes from elsewhere", "+ read 0001\n< 0a 0100\n* end\n~ 1 -5\n" },
    { "A handle that is none", "+ read 0000\n~ 0 -1\n" },
};

/* ------------------------------------------------------------------------------------------------ hostile peers */

#define PROTOCOL(asks, pdu, answer)                                                                                    \
    "+ " asks "\n< " pdu "\n> " answer "\n~ 1 -10\n+ read 0001\n< 0a 0100\n> 0b\n! value 0001+0\n~ 2 0\n"

static const struct asking_row hostile_rows[] = {
    { "A response nobody asked for", "> 0b 57\n> 01 0a 0100 01\n> 13\n> 03 b900\n" },
    { "Another response", PROTOCOL("read 0012", "0a 1200", "0d 57") },
    { "A request instead of the response", PROTOCOL("read 0012", "0a 1200", "0a 1200") },
    { "An error of another request", PROTOCOL("read 0012", "0a 1200", "01 0c 1200 01") },
    { "An error that is none", PROTOCOL("read 0012", "0a 1200", "01 0a 1200 00") },
    { "An error that is cut", PROTOCOL("read 0012", "0a 1200", "01 0a 1200") },
    { "An error that is too long", PROTOCOL("read 0012", "0a 1200", "01 0a 1200 01 00") },
    { "A response longer than the MTU", PROTOCOL("read 0012", "0a 1200", "0b 57*23") },
    { "A write response with something", PROTOCOL("write 0012 57", "12 1200 57", "13 00") },
    { "Services whose list is empty", PROTOCOL("services", "10 0100 ffff 0028", "11 06") },
    { "Services without a length", PROTOCOL("services", "10 0100 ffff 0028", "11") },
    { "Services of length 0", PROTOCOL("services", "10 0100 ffff 0028", "11 00 0100 0500 0018") },
    { "Services of length 1", PROTOCOL("services", "10 0100 ffff 0028", "11 01 0100 0500 0018") },
    { "Services with half a UUID", PROTOCOL("services", "10 0100 ffff 0028", "11 05 0100 0500 00") },
    { "Services without a UUID", PROTOCOL("services", "10 0100 ffff 0028", "11 04 0100 0500") },
    { "Services with one octet too many", PROTOCOL("services", "10 0100 ffff 0028", "11 06 0100 0500 0018 00") },
    { "A service that ends before it begins", PROTOCOL("services", "10 0100 ffff 0028", "11 06 0500 0400 0018") },
    { "A service before the range", PROTOCOL("services 0010-0020", "10 1000 2000 0028", "11 06 0100 0500 0018") },
    { "A service behind the range", PROTOCOL("services 0010-0020", "10 1000 2000 0028", "11 06 2100 2500 0018") },
    { "A service with the handle 0", PROTOCOL("services", "10 0100 ffff 0028", "11 06 0000 0500 0018") },
    { "Services that overlap",
      "+ services\n< 10 0100 ffff 0028\n> 11 06 0100 0500 0018 0500 0900 0118\n! service 0001-0005 1800\n~ 1 -10\n" },
    { "The same services for ever",
      "+ services\n< 10 0100 ffff 0028\n> 11 06 0100 0500 0018\n! service 0001-0005 1800\n"
      "< 10 0600 ffff 0028\n> 11 06 0100 0500 0018\n~ 1 -10\n" },
    { "Services by UUID that end before they begin",
      PROTOCOL("services =180f", "06 0100 ffff 0028 0f18", "07 0500 0400") },
    { "Services by UUID whose handles do not go up",
      "+ services =180f\n< 06 0100 ffff 0028 0f18\n> 07 1000 1000 1000 1000\n"
      "! service 0010-0010 180f\n~ 1 -10\n" },
    { "Services by UUID that are cut", PROTOCOL("services =180f", "06 0100 ffff 0028 0f18", "07 0500 04") },
    { "Services by UUID whose list is empty", PROTOCOL("services =180f", "06 0100 ffff 0028 0f18", "07") },
    { "An included service without handles", PROTOCOL("included", "08 0100 ffff 0228", "09 02 0200") },
    { "An included service that ends before it begins",
      PROTOCOL("included", "08 0100 ffff 0228", "09 08 0200 2500 2000 0f18") },
    { "An included service with the handle 0", PROTOCOL("included", "08 0100 ffff 0228", "09 08 0200 0000 2000 0f18") },
    { "An included service for ever",
      "+ included\n< 08 0100 ffff 0228\n> 09 06 0200 2000 2500\n< 0a 2000\n> 0b 0f18\n"
      "! included 0002 0020-0025 180f\n< 08 0300 ffff 0228\n> 09 06 0200 2000 2500\n~ 1 -10\n" },
    { "A characteristic before its declaration",
      PROTOCOL("characteristics", "08 0100 ffff 0328", "09 07 0500 02 0500 002a") },
    { "A characteristic with half a UUID", PROTOCOL("characteristics", "08 0100 ffff 0328", "09 06 0500 02 0600 00") },
    { "A characteristic without anything", PROTOCOL("characteristics", "08 0100 ffff 0328", "09 02 0500") },
    { "A characteristic behind the range",
      PROTOCOL("characteristics 0001-0004", "08 0100 0400 0328", "09 07 0500 02 0600 002a") },
    { "Characteristics for ever",
      "+ characteristics\n< 08 0100 ffff 0328\n> 09 07 0500 02 0600 002a\n! characteristic 0005 02 0006 2a00\n"
      "< 08 0600 ffff 0328\n> 09 07 0500 02 0600 002a\n~ 1 -10\n" },
    { "Descriptors for ever",
      "+ descriptors\n< 04 0100 ffff\n> 05 01 0100 0028\n! descriptor 0001 2800\n< 04 0200 ffff\n"
      "> 05 01 0100 0028\n~ 1 -10\n" },
    { "Descriptors of an unknown format", PROTOCOL("descriptors", "04 0100 ffff", "05 03 0100 0028") },
    { "Descriptors of the format 0", PROTOCOL("descriptors", "04 0100 ffff", "05 00 0100 0028") },
    { "Descriptors with the handle 0", PROTOCOL("descriptors", "04 0100 ffff", "05 01 0000 0028") },
    { "Values by UUID for ever",
      "+ read-uuid =2a00\n< 08 0100 ffff 002a\n> 09 03 0300 57\n! value 0003+0 57\n< 08 0400 ffff 002a\n"
      "> 09 03 0300 57\n~ 1 -10\n" },
    { "Values by UUID of length 0", PROTOCOL("read-uuid =2a00", "08 0100 ffff 002a", "09 00 0300 57") },
    { "Values by UUID of length 1", PROTOCOL("read-uuid =2a00", "08 0100 ffff 002a", "09 01 03") },
    { "More values than were asked for", PROTOCOL("variable 0012 0015", "20 1200 1500", "21 0000 0000 0000") },
    { "Fewer values than were asked for", PROTOCOL("variable 0012 0015", "20 1200 1500", "21 0100 57") },
    { "A value that is cut though there was room",
      PROTOCOL("variable 0012 0015", "20 1200 1500", "21 0100 57 0200 58") },
    { "A prepared part that is cut", PROTOCOL("prepare 0012+0 57", "16 1200 0000 57", "17 1200 00") },
    { "A response and again", "+ read 0012\n< 0a 1200\n> 0b 57\n! value 0012+0 57\n~ 1 0\n> 0b 57\n> 0b 57\n" },
    /* Zephyr: the length of the list was taken for granted; with a shorter one the rest wrapped around */
    { "CVE-2024-3077",
      "+ descriptors\n< 04 0100 ffff\n> 05 01\n~ 1 -10\n+ descriptors\n< 04 0100 ffff\n> 05\n~ 2 -10\n"
      "+ descriptors\n< 04 0100 ffff\n> 05 01 01\n~ 3 -10\n+ descriptors\n< 04 0100 ffff\n> 05 02 0100 0028\n"
      "~ 4 -10\n" },
    /* BlueZ: a disconnection within discovery freed the same thing twice */
    { "CVE-2020-27153", "+ services\n< 10 0100 ffff 0028\n+ characteristics\n* drop\n* central\n< 02 0502\n> 03 "
                        "1700\n> 11 06 0100 0500 0018\n"
                        "+ services\n< 10 0100 ffff 0028\n> 11 06 0100 ffff 0018\n! service 0001-ffff 1800\n~ 3 0\n" },
    /* NimBLE: handles that do not go up kept discovery going for ever */
    { "CVE-2024-24746",
      "+ services\n< 10 0100 ffff 0028\n> 11 06 0100 0000 0018\n~ 1 -10\n+ descriptors\n< 04 0100 ffff\n"
      "> 05 01 0000 0028\n~ 2 -10\n+ read-uuid =2a00\n< 08 0100 ffff 002a\n> 09 02 0000\n~ 3 -10\n" },
};

/* ------------------------------------------------------------------------------------------------ playing */

static void play(const struct asking_row *rows, size_t count)
{
    for (unsigned room = 0; room <= 2; room++)
        for (size_t i = 0; i < count; i++)
            asking_play(&rows[i], room);
}

#define PLAYS(name)                                                                                                    \
    static void test_##name(void **state)                                                                              \
    {                                                                                                                  \
        (void)state;                                                                                                   \
        play(name##_rows, sizeof(name##_rows) / sizeof(name##_rows[0]));                                               \
    }

PLAYS(mtu)
PLAYS(find)
PLAYS(read)
PLAYS(write)
PLAYS(told)
PLAYS(bearer)
PLAYS(hostile)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mtu),     cmocka_unit_test(test_find), cmocka_unit_test(test_read),
        cmocka_unit_test(test_write),   cmocka_unit_test(test_told), cmocka_unit_test(test_bearer),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
