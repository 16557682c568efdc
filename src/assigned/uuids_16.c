/* SPDX-License-Identifier: MIT */
/* Made by "generate" from numbers/uuid16.tsv: change those. */
#include "assigned/names.h"

/* clang-format off */
/* 16-bit UUIDs */
static const uint16_t uuids_16_keys[] = {
    0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0008, 0x0009, 0x000a, 0x000c, 0x000e, 0x000f, 0x0010,
    0x0011, 0x0012, 0x0014, 0x0016, 0x0017, 0x0019, 0x001b, 0x001d, 0x001e, 0x001f, 0x0100, 0x059a, 0x1000, 0x1001,
    0x1002, 0x1101, 0x1102, 0x1103, 0x1104, 0x1105, 0x1106, 0x1107, 0x1108, 0x1109, 0x110a, 0x110b, 0x110c, 0x110d,
    0x110e, 0x110f, 0x1110, 0x1111, 0x1112, 0x1113, 0x1114, 0x1115, 0x1116, 0x1117, 0x1118, 0x1119, 0x111a, 0x111b,
    0x111c, 0x111d, 0x111e, 0x111f, 0x1120, 0x1121, 0x1122, 0x1123, 0x1124, 0x1125, 0x1126, 0x1127, 0x1128, 0x1129,
    0x112a, 0x112b, 0x112c, 0x112d, 0x112e, 0x112f, 0x1130, 0x1131, 0x1132, 0x1133, 0x1134, 0x1135, 0x1136, 0x1137,
    0x1138, 0x1139, 0x113a, 0x113b, 0x113c, 0x113d, 0x113e, 0x1200, 0x1201, 0x1202, 0x1203, 0x1204, 0x1205, 0x1206,
    0x1300, 0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0x1400, 0x1401, 0x1402, 0x1600, 0x1601, 0x1602, 0x1603, 0x1604,
    0x1605, 0x1800, 0x1801, 0x1802, 0x1803, 0x1804, 0x1805, 0x1806, 0x1807, 0x1808, 0x1809, 0x180a, 0x180d, 0x180e,
    0x180f, 0x1810, 0x1811, 0x1812, 0x1813, 0x1814, 0x1815, 0x1816, 0x1818, 0x1819, 0x181a, 0x181b, 0x181c, 0x181d,
    0x181e, 0x181f, 0x1820, 0x1821, 0x1822, 0x1823, 0x1824, 0x1825, 0x1826, 0x1827, 0x1828, 0x1829, 0x183a, 0x183b,
    0x183c, 0x183d, 0x183e, 0x183f, 0x1840, 0x1843, 0x1844, 0x1845, 0x1846, 0x1847, 0x1848, 0x1849, 0x184a, 0x184b,
    0x184c, 0x184d, 0x184e, 0x184f, 0x1850, 0x1851, 0x1852, 0x1853, 0x1854, 0x1855, 0x1856, 0x1857, 0x1858, 0x1859,
    0x185a, 0x185b, 0x185c, 0x185d, 0x185e, 0x185f, 0x2700, 0x2701, 0x2702, 0x2703, 0x2704, 0x2705, 0x2706, 0x2707,
    0x2710, 0x2711, 0x2712, 0x2713, 0x2714, 0x2715, 0x2716, 0x2717, 0x2718, 0x2719, 0x271a, 0x271b, 0x271c, 0x271d,
    0x271e, 0x2720, 0x2721, 0x2722, 0x2723, 0x2724, 0x2725, 0x2726, 0x2727, 0x2728, 0x2729, 0x272a, 0x272b, 0x272c,
    0x272d, 0x272e, 0x272f, 0x2730, 0x2731, 0x2732, 0x2733, 0x2734, 0x2735, 0x2740, 0x2741, 0x2742, 0x2743, 0x2744,
    0x2745, 0x2746, 0x2747, 0x2748, 0x2749, 0x274a, 0x274b, 0x274c, 0x274d, 0x274e, 0x274f, 0x2750, 0x2751, 0x2752,
    0x2753, 0x2754, 0x2755, 0x2756, 0x2757, 0x2760, 0x2761, 0x2762, 0x2763, 0x2764, 0x2765, 0x2766, 0x2767, 0x2768,
    0x2780, 0x2781, 0x2782, 0x2783, 0x2784, 0x2785, 0x2786, 0x2787, 0x27a0, 0x27a1, 0x27a2, 0x27a3, 0x27a4, 0x27a5,
    0x27a6, 0x27a7, 0x27a8, 0x27a9, 0x27aa, 0x27ab, 0x27ac, 0x27ad, 0x27ae, 0x27af, 0x27b0, 0x27b1, 0x27b2, 0x27b3,
    0x27b4, 0x27b5, 0x27b6, 0x27b7, 0x27b8, 0x27b9, 0x27ba, 0x27bc, 0x27bd, 0x27be, 0x27bf, 0x27c0, 0x27c1, 0x27c2,
    0x27c3, 0x27c4, 0x27c5, 0x27c6, 0x27c7, 0x27c8, 0x2800, 0x2801, 0x2802, 0x2803, 0x2900, 0x2901, 0x2902, 0x2903,
    0x2904, 0x2905, 0x2906, 0x2907, 0x2908, 0x2909, 0x290a, 0x290b, 0x290c, 0x290d, 0x290e, 0x290f, 0x2910, 0x2911,
    0x2a00, 0x2a01, 0x2a02, 0x2a03, 0x2a04, 0x2a05, 0x2a06, 0x2a07, 0x2a08, 0x2a09, 0x2a0a, 0x2a0b, 0x2a0c, 0x2a0d,
    0x2a0e, 0x2a0f, 0x2a10, 0x2a11, 0x2a12, 0x2a13, 0x2a14, 0x2a15, 0x2a16, 0x2a17, 0x2a18, 0x2a19, 0x2a1a, 0x2a1b,
    0x2a1c, 0x2a1d, 0x2a1e, 0x2a1f, 0x2a20, 0x2a21, 0x2a22, 0x2a23, 0x2a24, 0x2a25, 0x2a26, 0x2a27, 0x2a28, 0x2a29,
    0x2a2a, 0x2a2b, 0x2a2c, 0x2a2f, 0x2a30, 0x2a31, 0x2a32, 0x2a33, 0x2a34, 0x2a35, 0x2a36, 0x2a37, 0x2a38, 0x2a39,
    0x2a3a, 0x2a3b, 0x2a3c, 0x2a3d, 0x2a3e, 0x2a3f, 0x2a40, 0x2a41, 0x2a42, 0x2a43, 0x2a44, 0x2a45, 0x2a46, 0x2a47,
    0x2a48, 0x2a49, 0x2a4a, 0x2a4b, 0x2a4c, 0x2a4d, 0x2a4e, 0x2a4f, 0x2a50, 0x2a51, 0x2a52, 0x2a53, 0x2a54, 0x2a55,
    0x2a56, 0x2a57, 0x2a58, 0x2a59, 0x2a5a, 0x2a5b, 0x2a5c, 0x2a5d, 0x2a5e, 0x2a5f, 0x2a60, 0x2a62, 0x2a63, 0x2a64,
    0x2a65, 0x2a66, 0x2a67, 0x2a68, 0x2a69, 0x2a6a, 0x2a6b, 0x2a6c, 0x2a6d, 0x2a6e, 0x2a6f, 0x2a70, 0x2a71, 0x2a72,
    0x2a73, 0x2a74, 0x2a75, 0x2a76, 0x2a77, 0x2a78, 0x2a79, 0x2a7a, 0x2a7b, 0x2a7d, 0x2a7e, 0x2a7f, 0x2a80, 0x2a81,
    0x2a82, 0x2a83, 0x2a84, 0x2a85, 0x2a86, 0x2a87, 0x2a88, 0x2a89, 0x2a8a, 0x2a8b, 0x2a8c, 0x2a8d, 0x2a8e, 0x2a8f,
    0x2a90, 0x2a91, 0x2a92, 0x2a93, 0x2a94, 0x2a95, 0x2a96, 0x2a97, 0x2a98, 0x2a99, 0x2a9a, 0x2a9b, 0x2a9c, 0x2a9d,
    0x2a9e, 0x2a9f, 0x2aa0, 0x2aa1, 0x2aa2, 0x2aa3, 0x2aa4, 0x2aa5, 0x2aa6, 0x2aa7, 0x2aa8, 0x2aa9, 0x2aaa, 0x2aab,
    0x2aac, 0x2aad, 0x2aae, 0x2aaf, 0x2ab0, 0x2ab1, 0x2ab2, 0x2ab3, 0x2ab4, 0x2ab5, 0x2ab6, 0x2ab7, 0x2ab8, 0x2ab9,
    0x2aba, 0x2abb, 0x2abc, 0x2abd, 0x2abe, 0x2abf, 0x2ac0, 0x2ac1, 0x2ac2, 0x2ac3, 0x2ac4, 0x2ac5, 0x2ac6, 0x2ac7,
    0x2ac8, 0x2ac9, 0x2aca, 0x2acb, 0x2acc, 0x2acd, 0x2ace, 0x2acf, 0x2ad0, 0x2ad1, 0x2ad2, 0x2ad3, 0x2ad4, 0x2ad5,
    0x2ad6, 0x2ad7, 0x2ad8, 0x2ad9, 0x2ada, 0x2adb, 0x2adc, 0x2add, 0x2ade, 0x2ae0, 0x2ae1, 0x2ae2, 0x2ae3, 0x2ae4,
    0x2ae5, 0x2ae6, 0x2ae7, 0x2ae8, 0x2ae9, 0x2aea, 0x2aeb, 0x2aec, 0x2aed, 0x2aee, 0x2aef, 0x2af0, 0x2af1, 0x2af2,
    0x2af3, 0x2af4, 0x2af5, 0x2af6, 0x2af7, 0x2af8, 0x2af9, 0x2afa, 0x2afb, 0x2afc, 0x2afd, 0x2afe, 0x2aff, 0x2b00,
    0x2b01, 0x2b02, 0x2b03, 0x2b04, 0x2b05, 0x2b06, 0x2b07, 0x2b08, 0x2b09, 0x2b0a, 0x2b0b, 0x2b0c, 0x2b0d, 0x2b0e,
    0x2b0f, 0x2b10, 0x2b11, 0x2b12, 0x2b13, 0x2b14, 0x2b15, 0x2b16, 0x2b17, 0x2b18, 0x2b19, 0x2b1a, 0x2b1b, 0x2b1c,
    0x2b1d, 0x2b1e, 0x2b1f, 0x2b20, 0x2b21, 0x2b22, 0x2b23, 0x2b24, 0x2b25, 0x2b26, 0x2b27, 0x2b28, 0x2b29, 0x2b2a,
    0x2b2b, 0x2b2c, 0x2b2d, 0x2b2e, 0x2b2f, 0x2b30, 0x2b31, 0x2b32, 0x2b33, 0x2b34, 0x2b35, 0x2b36, 0x2b37, 0x2b38,
    0x2b39, 0x2b3a, 0x2b3b, 0x2b3c, 0x2b3d, 0x2b3e, 0x2b3f, 0x2b40, 0x2b41, 0x2b42, 0x2b43, 0x2b44, 0x2b45, 0x2b46,
    0x2b47, 0x2b48, 0x2b49, 0x2b4a, 0x2b4b, 0x2b4c, 0x2b4d, 0x2b4e, 0x2b4f, 0x2b50, 0x2b51, 0x2b77, 0x2b78, 0x2b79,
    0x2b7a, 0x2b7b, 0x2b7c, 0x2b7d, 0x2b7e, 0x2b7f, 0x2b80, 0x2b81, 0x2b82, 0x2b83, 0x2b84, 0x2b85, 0x2b86, 0x2b87,
    0x2b88, 0x2b89, 0x2b8a, 0x2b8b, 0x2b8c, 0x2b8d, 0x2b8e, 0x2b8f, 0x2b90, 0x2b91, 0x2b92, 0x2b93, 0x2b94, 0x2b95,
    0x2b96, 0x2b97, 0x2b98, 0x2b99, 0x2b9a, 0x2b9b, 0x2b9c, 0x2b9d, 0x2b9e, 0x2b9f, 0x2ba0, 0x2ba1, 0x2ba2, 0x2ba3,
    0x2ba4, 0x2ba5, 0x2ba6, 0x2ba7, 0x2ba8, 0x2ba9, 0x2baa, 0x2bab, 0x2bac, 0x2bad, 0x2bae, 0x2baf, 0x2bb0, 0x2bb1,
    0x2bb2, 0x2bb3, 0x2bb4, 0x2bb5, 0x2bb6, 0x2bb7, 0x2bb8, 0x2bb9, 0x2bba, 0x2bbb, 0x2bbc, 0x2bbd, 0x2bbe, 0x2bbf,
    0x2bc0, 0x2bc1, 0x2bc2, 0x2bc3, 0x2bc4, 0x2bc5, 0x2bc6, 0x2bc7, 0x2bc8, 0x2bc9, 0x2bca, 0x2bcb, 0x2bcc, 0x2bcd,
    0x2bce, 0x2bcf, 0x2bd0, 0x2bd1, 0x2bd2, 0x2bd3, 0x2bd4, 0x2bd5, 0x2bd6, 0x2bd7, 0x2bd8, 0x2bd9, 0x2bda, 0x2bdb,
    0x2bdc, 0x2bdd, 0x2bde, 0x2bdf, 0x2be0, 0x2be1, 0x2be2, 0x2be3, 0x2be4, 0x2be5, 0x2be6, 0x2be7, 0x2be8, 0x2be9,
    0x2bea, 0x2beb, 0x2bec, 0x2bed, 0x2bee, 0x2bef, 0x2bf0, 0x2bf1, 0x2bf2, 0x2bf3, 0x2bf4, 0x2bf5, 0x2bf6, 0x2bf7,
    0x2bf8, 0x2bf9, 0x2bfa, 0x2bfb, 0x2bfc, 0x2bfd, 0x2bfe, 0x2bff, 0x2c00, 0x2c01, 0x2c02, 0x2c03, 0x2c04, 0x2c14,
    0x2c15, 0x2c16, 0x2c17, 0x2c18, 0x2c19, 0xfc39, 0xfc3a, 0xfc3b, 0xfc3c, 0xfc3d, 0xfc3e, 0xfc3f, 0xfc41, 0xfc43,
    0xfc44, 0xfc45, 0xfc46, 0xfc47, 0xfc48, 0xfc49, 0xfc4a, 0xfc4b, 0xfc4c, 0xfc4d, 0xfc4e, 0xfc4f, 0xfc50, 0xfc51,
    0xfc52, 0xfc53, 0xfc54, 0xfc55, 0xfc56, 0xfc57, 0xfc58, 0xfc59, 0xfc5a, 0xfc5b, 0xfc5c, 0xfc5d, 0xfc5e, 0xfc5f,
    0xfc60, 0xfc61, 0xfc62, 0xfc63, 0xfc64, 0xfc65, 0xfc66, 0xfc67, 0xfc68, 0xfc69, 0xfc6a, 0xfc6b, 0xfc6c, 0xfc6d,
    0xfc6e, 0xfc6f, 0xfc70, 0xfc71, 0xfc72, 0xfc73, 0xfc74, 0xfc75, 0xfc76, 0xfc77, 0xfc78, 0xfc79, 0xfc7a, 0xfc7b,
    0xfc7c, 0xfc7d, 0xfc7e, 0xfc7f, 0xfc80, 0xfc81, 0xfc82, 0xfc83, 0xfc84, 0xfc85, 0xfc86, 0xfc87, 0xfc88, 0xfc89,
    0xfc8a, 0xfc8b, 0xfc8c, 0xfc8d, 0xfc8e, 0xfc8f, 0xfc90, 0xfc91, 0xfc92, 0xfc93, 0xfc94, 0xfc95, 0xfc96, 0xfc97,
    0xfc98, 0xfc99, 0xfc9a, 0xfc9b, 0xfc9c, 0xfc9d, 0xfc9e, 0xfc9f, 0xfca0, 0xfca1, 0xfca2, 0xfca3, 0xfca4, 0xfca5,
    0xfca6, 0xfca7, 0xfca8, 0xfca9, 0xfcaa, 0xfcab, 0xfcac, 0xfcad, 0xfcae, 0xfcaf, 0xfcb0, 0xfcb1, 0xfcb2, 0xfcb3,
    0xfcb4, 0xfcb5, 0xfcb6, 0xfcb7, 0xfcb8, 0xfcb9, 0xfcba, 0xfcbb, 0xfcbc, 0xfcbd, 0xfcbe, 0xfcbf, 0xfcc0, 0xfcc1,
    0xfcc2, 0xfcc3, 0xfcc4, 0xfcc5, 0xfcc6, 0xfcc7, 0xfcc8, 0xfcc9, 0xfcca, 0xfccb, 0xfccc, 0xfccd, 0xfcce, 0xfccf,
    0xfcd0, 0xfcd1, 0xfcd2, 0xfcd3, 0xfcd4, 0xfcd5, 0xfcd6, 0xfcd7, 0xfcd8, 0xfcd9, 0xfcda, 0xfcdb, 0xfcdc, 0xfcdd,
    0xfcde, 0xfcdf, 0xfce0, 0xfce1, 0xfce2, 0xfce3, 0xfce4, 0xfce5, 0xfce6, 0xfce7, 0xfce8, 0xfce9, 0xfcea, 0xfceb,
    0xfcec, 0xfced, 0xfcee, 0xfcef, 0xfcf0, 0xfcf1, 0xfcf2, 0xfcf3, 0xfcf4, 0xfcf5, 0xfcf6, 0xfcf7, 0xfcf8, 0xfcf9,
    0xfcfa, 0xfcfb, 0xfcfc, 0xfcfd, 0xfcfe, 0xfcff, 0xfd00, 0xfd01, 0xfd02, 0xfd03, 0xfd04, 0xfd05, 0xfd06, 0xfd07,
    0xfd08, 0xfd09, 0xfd0a, 0xfd0b, 0xfd0c, 0xfd0d, 0xfd0e, 0xfd0f, 0xfd10, 0xfd11, 0xfd12, 0xfd13, 0xfd14, 0xfd15,
    0xfd16, 0xfd17, 0xfd18, 0xfd19, 0xfd1a, 0xfd1b, 0xfd1c, 0xfd1d, 0xfd1e, 0xfd1f, 0xfd20, 0xfd21, 0xfd22, 0xfd23,
    0xfd24, 0xfd25, 0xfd26, 0xfd27, 0xfd28, 0xfd29, 0xfd2a, 0xfd2b, 0xfd2c, 0xfd2d, 0xfd2e, 0xfd2f, 0xfd30, 0xfd31,
    0xfd32, 0xfd33, 0xfd34, 0xfd35, 0xfd36, 0xfd37, 0xfd38, 0xfd39, 0xfd3a, 0xfd3b, 0xfd3c, 0xfd3d, 0xfd3e, 0xfd3f,
    0xfd40, 0xfd41, 0xfd42, 0xfd43, 0xfd44, 0xfd45, 0xfd46, 0xfd47, 0xfd48, 0xfd49, 0xfd4a, 0xfd4b, 0xfd4c, 0xfd4d,
    0xfd4e, 0xfd4f, 0xfd50, 0xfd51, 0xfd52, 0xfd53, 0xfd54, 0xfd55, 0xfd56, 0xfd57, 0xfd58, 0xfd59, 0xfd5a, 0xfd5b,
    0xfd5c, 0xfd5d, 0xfd5e, 0xfd5f, 0xfd60, 0xfd61, 0xfd62, 0xfd63, 0xfd64, 0xfd65, 0xfd66, 0xfd67, 0xfd68, 0xfd69,
    0xfd6a, 0xfd6b, 0xfd6c, 0xfd6d, 0xfd6e, 0xfd6f, 0xfd70, 0xfd71, 0xfd72, 0xfd73, 0xfd74, 0xfd75, 0xfd76, 0xfd77,
    0xfd78, 0xfd79, 0xfd7a, 0xfd7b, 0xfd7c, 0xfd7d, 0xfd7e, 0xfd7f, 0xfd80, 0xfd81, 0xfd82, 0xfd83, 0xfd84, 0xfd85,
    0xfd86, 0xfd87, 0xfd88, 0xfd89, 0xfd8a, 0xfd8b, 0xfd8c, 0xfd8d, 0xfd8e, 0xfd8f, 0xfd90, 0xfd91, 0xfd92, 0xfd93,
    0xfd94, 0xfd95, 0xfd96, 0xfd97, 0xfd98, 0xfd99, 0xfd9a, 0xfd9b, 0xfd9c, 0xfd9d, 0xfd9e, 0xfd9f, 0xfda0, 0xfda1,
    0xfda2, 0xfda3, 0xfda4, 0xfda5, 0xfda6, 0xfda7, 0xfda8, 0xfda9, 0xfdaa, 0xfdab, 0xfdac, 0xfdad, 0xfdae, 0xfdaf,
    0xfdb0, 0xfdb1, 0xfdb2, 0xfdb3, 0xfdb4, 0xfdb5, 0xfdb6, 0xfdb7, 0xfdb8, 0xfdb9, 0xfdba, 0xfdbb, 0xfdbc, 0xfdbd,
    0xfdbe, 0xfdbf, 0xfdc0, 0xfdc1, 0xfdc2, 0xfdc3, 0xfdc4, 0xfdc5, 0xfdc6, 0xfdc7, 0xfdc8, 0xfdc9, 0xfdca, 0xfdcb,
    0xfdcc, 0xfdcd, 0xfdce, 0xfdcf, 0xfdd0, 0xfdd1, 0xfdd2, 0xfdd3, 0xfdd4, 0xfdd5, 0xfdd6, 0xfdd7, 0xfdd8, 0xfdd9,
    0xfdda, 0xfddb, 0xfddc, 0xfddd, 0xfdde, 0xfddf, 0xfde0, 0xfde1, 0xfde2, 0xfde3, 0xfde4, 0xfde5, 0xfde6, 0xfde7,
    0xfde8, 0xfde9, 0xfdea, 0xfdeb, 0xfdec, 0xfded, 0xfdee, 0xfdef, 0xfdf0, 0xfdf1, 0xfdf2, 0xfdf3, 0xfdf4, 0xfdf5,
    0xfdf6, 0xfdf7, 0xfdf8, 0xfdf9, 0xfdfa, 0xfdfb, 0xfdfc, 0xfdfd, 0xfdfe, 0xfdff, 0xfe00, 0xfe01, 0xfe02, 0xfe03,
    0xfe04, 0xfe05, 0xfe06, 0xfe07, 0xfe08, 0xfe09, 0xfe0a, 0xfe0b, 0xfe0c, 0xfe0d, 0xfe0e, 0xfe0f, 0xfe10, 0xfe11,
    0xfe12, 0xfe13, 0xfe14, 0xfe15, 0xfe16, 0xfe17, 0xfe18, 0xfe19, 0xfe1a, 0xfe1b, 0xfe1c, 0xfe1d, 0xfe1e, 0xfe1f,
    0xfe20, 0xfe21, 0xfe22, 0xfe23, 0xfe24, 0xfe25, 0xfe26, 0xfe27, 0xfe28, 0xfe29, 0xfe2a, 0xfe2b, 0xfe2c, 0xfe2d,
    0xfe2e, 0xfe2f, 0xfe30, 0xfe31, 0xfe32, 0xfe33, 0xfe34, 0xfe35, 0xfe36, 0xfe37, 0xfe38, 0xfe39, 0xfe3a, 0xfe3b,
    0xfe3c, 0xfe3d, 0xfe3e, 0xfe3f, 0xfe40, 0xfe41, 0xfe42, 0xfe43, 0xfe44, 0xfe45, 0xfe46, 0xfe47, 0xfe48, 0xfe49,
    0xfe4a, 0xfe4b, 0xfe4c, 0xfe4d, 0xfe4e, 0xfe4f, 0xfe50, 0xfe51, 0xfe52, 0xfe53, 0xfe54, 0xfe55, 0xfe56, 0xfe57,
    0xfe58, 0xfe59, 0xfe5a, 0xfe5b, 0xfe5c, 0xfe5d, 0xfe5e, 0xfe5f, 0xfe60, 0xfe61, 0xfe62, 0xfe63, 0xfe64, 0xfe65,
    0xfe66, 0xfe67, 0xfe68, 0xfe69, 0xfe6a, 0xfe6b, 0xfe6c, 0xfe6d, 0xfe6e, 0xfe6f, 0xfe70, 0xfe71, 0xfe72, 0xfe73,
    0xfe74, 0xfe75, 0xfe76, 0xfe77, 0xfe78, 0xfe79, 0xfe7a, 0xfe7b, 0xfe7c, 0xfe7d, 0xfe7e, 0xfe7f, 0xfe80, 0xfe81,
    0xfe82, 0xfe83, 0xfe84, 0xfe85, 0xfe86, 0xfe87, 0xfe88, 0xfe89, 0xfe8a, 0xfe8b, 0xfe8c, 0xfe8d, 0xfe8e, 0xfe8f,
    0xfe90, 0xfe91, 0xfe92, 0xfe93, 0xfe94, 0xfe95, 0xfe96, 0xfe97, 0xfe98, 0xfe99, 0xfe9a, 0xfe9b, 0xfe9c, 0xfe9d,
    0xfe9e, 0xfe9f, 0xfea0, 0xfea1, 0xfea2, 0xfea3, 0xfea4, 0xfea5, 0xfea6, 0xfea7, 0xfea8, 0xfea9, 0xfeaa, 0xfeab,
    0xfeac, 0xfead, 0xfeae, 0xfeaf, 0xfeb0, 0xfeb1, 0xfeb2, 0xfeb3, 0xfeb4, 0xfeb5, 0xfeb6, 0xfeb7, 0xfeb8, 0xfeb9,
    0xfeba, 0xfebb, 0xfebc, 0xfebd, 0xfebe, 0xfebf, 0xfec0, 0xfec1, 0xfec2, 0xfec3, 0xfec4, 0xfec5, 0xfec6, 0xfec7,
    0xfec8, 0xfec9, 0xfeca, 0xfecb, 0xfecc, 0xfecd, 0xfece, 0xfecf, 0xfed0, 0xfed1, 0xfed2, 0xfed3, 0xfed4, 0xfed5,
    0xfed6, 0xfed7, 0xfed8, 0xfed9, 0xfeda, 0xfedb, 0xfedc, 0xfedd, 0xfede, 0xfedf, 0xfee0, 0xfee1, 0xfee2, 0xfee3,
    0xfee4, 0xfee5, 0xfee6, 0xfee7, 0xfee8, 0xfee9, 0xfeea, 0xfeeb, 0xfeec, 0xfeed, 0xfeee, 0xfeef, 0xfef0, 0xfef1,
    0xfef2, 0xfef3, 0xfef4, 0xfef5, 0xfef6, 0xfef7, 0xfef8, 0xfef9, 0xfefa, 0xfefb, 0xfefc, 0xfefd, 0xfefe, 0xfeff,
    0xffef, 0xfff0, 0xfff1, 0xfff2, 0xfff3, 0xfff4, 0xfff5, 0xfff6, 0xfff7, 0xfff8, 0xfff9, 0xfffa, 0xfffb, 0xfffc,
    0xfffd, 0xfffe,
};
static const uint32_t uuids_16_groups[] = {
    0, 99, 391, 650, 921, 1202, 1447, 1773, 2024, 2339, 2631, 2970, 3250, 3807, 4169, 4678, 5321, 5640, 6043, 6454,
    6903, 7350, 7614, 7920, 8265, 8603, 8905, 9172, 9440, 9722, 10068, 10398, 10712, 10941, 11248, 11624, 11948, 12210,
    12620, 12917, 13227, 13725, 14054, 14385, 14691, 15040, 15558, 15851, 16317, 16652, 17007, 17296, 17521, 17753,
    18028, 18243, 18489, 18700, 18946, 19151, 19377, 19616, 19862, 20081, 20328, 20522, 20809, 21025, 21234, 21491,
    21693, 21915, 22156, 22437, 22688, 22875, 23165, 23469, 23697, 23884, 24140, 24420, 24606, 24798, 24999, 25227,
    25459, 25777, 26082, 26247, 26487, 26646, 26826, 26947, 27168, 27314, 27598,
};
static const char uuids_16_text[] =
    "SDP\0" "UDP\0" "RFCOMM\0" "TCP\0" "TCS-BIN\0" "TCS-AT\0" "ATT\0" "OBEX\0" "IP\0" "FTP\0" "HTTP\0" "WSP\0" "BNEP\0"
    "UPNP\0" "HIDP\0" "Hardcopy Control Channel\0" "Hardcopy Data Channel\0" "Hardcopy Notification\0" "AVCTP\0"
    "AVDTP\0" "CMTP\0" "UDI C-Plane\0" "MCAP Control Channel\0" "MCAP Data Channel\0" "L2CAP\0" "bluetooth_uuid_vals\0"
    "Service Discovery Server Service Class ID\0" "Browse Group Descriptor Service Class ID\0" "Public Browse Group\0"
    "Serial Port\0" "LAN Access Using PPP\0" "Dialup Networking\0" "IrMC Sync\0" "OBEX Object Push\0"
    "OBEX File Transfer\0" "IrMC Sync Command\0" "Headset\0" "Cordless Telephony\0" "Audio Source\0" "Audio Sink\0"
    "A/V Remote Control Target\0" "Advanced Audio Distribution\0" "A/V Remote Control\0"
    "A/V Remote Control Controller\0" "Intercom\0" "Fax\0" "Headset - Audio Gateway\0" "WAP\0" "WAP CLIENT\0" "PANU\0"
    "NAP\0" "GN\0" "Direct Printing\0" "Reference Printing\0" "Basic Imaging Profile\0" "Imaging Responder\0"
    "Imaging Automatic Archive\0" "Imaging Referenced Objects\0" "Handsfree\0" "Handsfree Audio Gateway\0"
    "Direct Printing Reference Objects Service\0" "Reflected UI\0" "Basic Printing\0" "Printing Status\0"
    "Human Interface Device Service\0" "Hardcopy Cable Replacement\0" "HCR Print\0" "HCR Scan\0" "Common ISDN Access\0"
    "Video Conferencing GW\0" "UDI MT\0" "UDI TA\0" "Audio/Video\0" "SIM Access\0" "Phonebook Access - PCE\0"
    "Phonebook Access - PSE\0" "Phonebook Access\0" "Headset - HS\0" "Message Access Server\0"
    "Message Notification Server\0" "Message Access Profile\0" "GNSS\0" "GNSS Server\0" "3D Display\0" "3D Glasses\0"
    "3D Synchronization\0" "MPS Profile\0" "MPS SC\0" "CTN Access Service\0" "CTN Notification Service\0"
    "CTN Profile\0" "PnP Information\0" "Generic Networking\0" "Generic File Transfer\0" "Generic Audio\0"
    "Generic Telephony\0" "UPNP Service\0" "UPNP IP Service\0" "ESDP UPNP IP PAN\0" "ESDP UPNP IP LAP\0"
    "ESDP UPNP L2CAP\0" "Video Source\0" "Video Sink\0" "Video Distribution\0" "HDP\0" "HDP Source\0" "HDP Sink\0"
    "Ambient Light Sensor NLC Profile 1.0\0" "Basic Lightness Controller NLC Profile 1.0\0"
    "Basic Scene Selector NLC Profile 1.0\0" "Dimming Control NLC Profile 1.0\0" "Energy Monitor NLC Profile 1.0\0"
    "Occupancy Sensor NLC Profile 1.0\0" "Generic Access\0" "Generic Attribute\0" "Immediate Alert\0" "Link Loss\0"
    "Tx Power\0" "Current Time\0" "Reference Time Update\0" "Next DST Change\0" "Glucose\0" "Health Thermometer\0"
    "Device Information\0" "Heart Rate\0" "Phone Alert Status\0" "Battery\0" "Blood Pressure\0" "Alert Notification\0"
    "Human Interface Device\0" "Scan Parameters\0" "Running Speed and Cadence\0" "Automation IO\0"
    "Cycling Speed and Cadence\0" "Cycling Power\0" "Location and Navigation\0" "Environmental Sensing\0"
    "Body Composition\0" "User Data\0" "Weight Scale\0" "Bond Management\0" "Continuous Glucose Monitoring\0"
    "Internet Protocol Support\0" "Indoor Positioning\0" "Pulse Oximeter\0" "HTTP Proxy\0" "Transport Discovery\0"
    "Object Transfer\0" "Fitness Machine\0" "Mesh Provisioning\0" "Mesh Proxy\0" "Reconnection Configuration\0"
    "Insulin Delivery\0" "Binary Sensor\0" "Emergency Configuration\0" "Authorization Control\0"
    "Physical Activity Monitor\0" "Elapsed Time\0" "Generic Health Sensor\0" "Audio Input Control\0" "Volume Control\0"
    "Volume Offset Control\0" "Coordinated Set Identification\0" "Device Time\0" "Media Control\0"
    "Generic Media Control\0" "Constant Tone Extension\0" "Telephone Bearer\0" "Generic Telephone Bearer\0"
    "Microphone Control\0" "Audio Stream Control\0" "Broadcast Audio Scan\0" "Published Audio Capabilities\0"
    "Basic Audio Announcement\0" "Broadcast Audio Announcement\0" "Common Audio\0" "Hearing Access\0"
    "Telephony and Media Audio\0" "Public Broadcast Announcement\0" "Electronic Shelf Label\0" "Gaming Audio\0"
    "Mesh Proxy Solicitation\0" "Industrial Measurement Device\0" "Ranging\0" "HID ISO\0" "Cookware\0"
    "Voice Assistant\0" "Generic Voice Assistant\0" "unitless\0" "length (metre)\0" "mass (kilogram)\0"
    "time (second)\0" "electric current (ampere)\0" "thermodynamic temperature (kelvin)\0"
    "amount of substance (mole)\0" "luminous intensity (candela)\0" "area (square metres)\0" "volume (cubic metres)\0"
    "velocity (metres per second)\0" "acceleration (metres per second squared)\0" "wavenumber (reciprocal metre)\0"
    "density (kilogram per cubic metre)\0" "surface density (kilogram per square metre)\0"
    "specific volume (cubic metre per kilogram)\0" "current density (ampere per square metre)\0"
    "magnetic field strength (ampere per metre)\0" "amount concentration (mole per cubic metre)\0"
    "mass concentration (kilogram per cubic metre)\0" "luminance (candela per square metre)\0" "refractive index\0"
    "relative permeability\0" "plane angle (radian)\0" "solid angle (steradian)\0" "frequency (hertz)\0"
    "force (newton)\0" "pressure (pascal)\0" "energy (joule)\0" "power (watt)\0" "electric charge (coulomb)\0"
    "electric potential difference (volt)\0" "capacitance (farad)\0" "electric resistance (ohm)\0"
    "electric conductance (siemens)\0" "magnetic flux (weber)\0" "magnetic flux density (tesla)\0"
    "inductance (henry)\0" "Celsius temperature (degree Celsius)\0" "luminous flux (lumen)\0" "illuminance (lux)\0"
    "activity referred to a radionuclide (becquerel)\0" "absorbed dose (gray)\0" "dose equivalent (sievert)\0"
    "catalytic activity (katal)\0" "dynamic viscosity (pascal second)\0" "moment of force (newton metre)\0"
    "surface tension (newton per metre)\0" "angular velocity (radian per second)\0"
    "angular acceleration (radian per second squared)\0" "heat flux density (watt per square metre)\0"
    "heat capacity (joule per kelvin)\0" "specific heat capacity (joule per kilogram kelvin)\0"
    "specific energy (joule per kilogram)\0" "thermal conductivity (watt per metre kelvin)\0"
    "energy density (joule per cubic metre)\0" "electric field strength (volt per metre)\0"
    "electric charge density (coulomb per cubic metre)\0" "surface charge density (coulomb per square metre)\0"
    "electric flux density (coulomb per square metre)\0" "permittivity (farad per metre)\0"
    "permeability (henry per metre)\0" "molar energy (joule per mole)\0" "molar entropy (joule per mole kelvin)\0"
    "exposure (coulomb per kilogram)\0" "absorbed dose rate (gray per second)\0"
    "radiant intensity (watt per steradian)\0" "radiance (watt per square metre steradian)\0"
    "catalytic activity concentration (katal per cubic metre)\0" "time (minute)\0" "time (hour)\0" "time (day)\0"
    "plane angle (degree)\0" "plane angle (minute)\0" "plane angle (second)\0" "area (hectare)\0" "volume (litre)\0"
    "mass (tonne)\0" "pressure (bar)\0" "pressure (millimetre of mercury)\0" "length (ångström)\0"
    "length (nautical mile)\0" "area (barn)\0" "velocity (knot)\0" "logarithmic radio quantity (neper)\0"
    "logarithmic radio quantity (bel)\0" "length (yard)\0" "length (parsec)\0" "length (inch)\0" "length (foot)\0"
    "length (mile)\0" "pressure (pound-force per square inch)\0" "velocity (kilometre per hour)\0"
    "velocity (mile per hour)\0" "angular velocity (revolution per minute)\0" "energy (gram calorie)\0"
    "energy (kilogram calorie)\0" "energy (kilowatt hour)\0" "thermodynamic temperature (degree Fahrenheit)\0"
    "percentage\0" "per mille\0" "period (beats per minute)\0" "electric charge (ampere hours)\0"
    "mass density (milligram per decilitre)\0" "mass density (millimole per litre)\0" "time (year)\0" "time (month)\0"
    "concentration (count per cubic metre)\0" "irradiance (watt per square metre)\0"
    "milliliter (per kilogram per minute)\0" "mass (pound)\0" "metabolic equivalent\0" "step (per minute)\0"
    "stroke (per minute)\0" "pace (kilometre per minute)\0" "luminous efficacy (lumen per watt)\0"
    "luminous energy (lumen hour)\0" "luminous exposure (lux hour)\0" "mass flow (gram per second)\0"
    "volume flow (litre per second)\0" "sound pressure (decibel)\0" "parts per million\0" "parts per billion\0"
    "mass density rate ((milligram per decilitre) per minute)\0" "Electrical Apparent Energy (kilovolt ampere hour)\0"
    "Electrical Apparent Power (volt ampere)\0" "Primary Service\0" "Secondary Service\0" "Include\0" "Characteristic\0"
    "Characteristic Extended Properties\0" "Characteristic User Description\0" "Client Characteristic Configuration\0"
    "Server Characteristic Configuration\0" "Characteristic Presentation Format\0" "Characteristic Aggregate Format\0"
    "Valid Range\0" "External Report Reference\0" "Report Reference\0" "Number of Digitals\0" "Value Trigger Setting\0"
    "Environmental Sensing Configuration\0" "Environmental Sensing Measurement\0"
    "Environmental Sensing Trigger Setting\0" "Time Trigger Setting\0" "Complete BR-EDR Transport Block Data\0"
    "Observation Schedule\0" "Valid Range and Accuracy\0" "Device Name\0" "Appearance\0" "Peripheral Privacy Flag\0"
    "Reconnection Address\0" "Peripheral Preferred Connection Parameters\0" "Service Changed\0" "Alert Level\0"
    "Tx Power Level\0" "Date Time\0" "Day of Week\0" "Day Date Time\0" "Exact Time 100\0" "Exact Time 256\0"
    "DST Offset\0" "Time Zone\0" "Local Time Information\0" "Secondary Time Zone\0" "Time with DST\0" "Time Accuracy\0"
    "Time Source\0" "Reference Time Information\0" "Time Broadcast\0" "Time Update Control Point\0"
    "Time Update State\0" "Glucose Measurement\0" "Battery Level\0" "Battery Power State\0" "Battery Level State\0"
    "Temperature Measurement\0" "Temperature Type\0" "Intermediate Temperature\0" "Temperature Celsius\0"
    "Temperature Fahrenheit\0" "Measurement Interval\0" "Boot Keyboard Input Report\0" "System ID\0"
    "Model Number String\0" "Serial Number String\0" "Firmware Revision String\0" "Hardware Revision String\0"
    "Software Revision String\0" "Manufacturer Name String\0" "IEEE 11073-20601 Regulatory Certification Data List\0"
    "Current Time\0" "Magnetic Declination\0" "Position 2D\0" "Position 3D\0" "Scan Refresh\0"
    "Boot Keyboard Output Report\0" "Boot Mouse Input Report\0" "Glucose Measurement Context\0"
    "Blood Pressure Measurement\0" "Intermediate Cuff Pressure\0" "Heart Rate Measurement\0" "Body Sensor Location\0"
    "Heart Rate Control Point\0" "Removable\0" "Service Required\0" "Scientific Temperature Celsius\0" "String\0"
    "Network Availability\0" "Alert Status\0" "Ringer Control Point\0" "Ringer Setting\0" "Alert Category ID Bit Mask\0"
    "Alert Category ID\0" "Alert Notification Control Point\0" "Unread Alert Status\0" "New Alert\0"
    "Supported New Alert Category\0" "Supported Unread Alert Category\0" "Blood Pressure Feature\0" "HID Information\0"
    "Report Map\0" "HID Control Point\0" "Report\0" "Protocol Mode\0" "Scan Interval Window\0" "PnP ID\0"
    "Glucose Feature\0" "Record Access Control Point\0" "RSC Measurement\0" "RSC Feature\0" "SC Control Point\0"
    "Digital\0" "Digital Output\0" "Analog\0" "Analog Output\0" "Aggregate\0" "CSC Measurement\0" "CSC Feature\0"
    "Sensor Location\0" "PLX Spot-Check Measurement\0" "PLX Continuous Measurement\0" "PLX Features\0"
    "Pulse Oximetry Control Point\0" "Cycling Power Measurement\0" "Cycling Power Vector\0" "Cycling Power Feature\0"
    "Cycling Power Control Point\0" "Location and Speed\0" "Navigation\0" "Position Quality\0" "LN Feature\0"
    "LN Control Point\0" "Elevation\0" "Pressure\0" "Temperature\0" "Humidity\0" "True Wind Speed\0"
    "True Wind Direction\0" "Apparent Wind Speed\0" "Apparent Wind Direction\0" "Gust Factor\0" "Pollen Concentration\0"
    "UV Index\0" "Irradiance\0" "Rainfall\0" "Wind Chill\0" "Heat Index\0" "Dew Point\0" "Descriptor Value Changed\0"
    "Aerobic Heart Rate Lower Limit\0" "Aerobic Threshold\0" "Age\0" "Anaerobic Heart Rate Lower Limit\0"
    "Anaerobic Heart Rate Upper Limit\0" "Anaerobic Threshold\0" "Aerobic Heart Rate Upper Limit\0" "Date of Birth\0"
    "Date of Threshold Assessment\0" "Email Address\0" "Fat Burn Heart Rate Lower Limit\0"
    "Fat Burn Heart Rate Upper Limit\0" "First Name\0" "Five Zone Heart Rate Limits\0" "Gender\0" "Heart Rate Max\0"
    "Height\0" "Hip Circumference\0" "Last Name\0" "Maximum Recommended Heart Rate\0" "Resting Heart Rate\0"
    "Sport Type for Aerobic and Anaerobic Thresholds\0" "Three Zone Heart Rate Limits\0" "Two Zone Heart Rate Limits\0"
    "VO2 Max\0" "Waist Circumference\0" "Weight\0" "Database Change Increment\0" "User Index\0"
    "Body Composition Feature\0" "Body Composition Measurement\0" "Weight Measurement\0" "Weight Scale Feature\0"
    "User Control Point\0" "Magnetic Flux Density - 2D\0" "Magnetic Flux Density - 3D\0" "Language\0"
    "Barometric Pressure Trend\0" "Bond Management Control Point\0" "Bond Management Feature\0"
    "Central Address Resolution\0" "CGM Measurement\0" "CGM Feature\0" "CGM Status\0" "CGM Session Start Time\0"
    "CGM Session Run Time\0" "CGM Specific Ops Control Point\0" "Indoor Positioning Configuration\0" "Latitude\0"
    "Longitude\0" "Local North Coordinate\0" "Local East Coordinate\0" "Floor Number\0" "Altitude\0" "Uncertainty\0"
    "Location Name\0" "URI\0" "HTTP Headers\0" "HTTP Status Code\0" "HTTP Entity Body\0" "HTTP Control Point\0"
    "HTTPS Security\0" "TDS Control Point\0" "OTS Feature\0" "Object Name\0" "Object Type\0" "Object Size\0"
    "Object First-Created\0" "Object Last-Modified\0" "Object ID\0" "Object Properties\0"
    "Object Action Control Point\0" "Object List Control Point\0" "Object List Filter\0" "Object Changed\0"
    "Resolvable Private Address Only\0" "Unspecified\0" "Directory Listing\0" "Fitness Machine Feature\0"
    "Treadmill Data\0" "Cross Trainer Data\0" "Step Climber Data\0" "Stair Climber Data\0" "Rower Data\0"
    "Indoor Bike Data\0" "Training Status\0" "Supported Speed Range\0" "Supported Inclination Range\0"
    "Supported Resistance Level Range\0" "Supported Heart Rate Range\0" "Supported Power Range\0"
    "Fitness Machine Control Point\0" "Fitness Machine Status\0" "Mesh Provisioning Data In\0"
    "Mesh Provisioning Data Out\0" "Mesh Proxy Data In\0" "Mesh Proxy Data Out\0" "Average Current\0"
    "Average Voltage\0" "Boolean\0" "Chromatic Distance from Planckian\0" "Chromaticity Coordinates\0"
    "Chromaticity in CCT and Duv Values\0" "Chromaticity Tolerance\0" "CIE 13.3-1995 Color Rendering Index\0"
    "Coefficient\0" "Correlated Color Temperature\0" "Count 16\0" "Count 24\0" "Country Code\0" "Date UTC\0"
    "Electric Current\0" "Electric Current Range\0" "Electric Current Specification\0" "Electric Current Statistics\0"
    "Energy\0" "Energy in a Period of Day\0" "Event Statistics\0" "Fixed String 16\0" "Fixed String 24\0"
    "Fixed String 36\0" "Fixed String 8\0" "Generic Level\0" "Global Trade Item Number\0" "Illuminance\0"
    "Luminous Efficacy\0" "Luminous Energy\0" "Luminous Exposure\0" "Luminous Flux\0" "Luminous Flux Range\0"
    "Luminous Intensity\0" "Mass Flow\0" "Perceived Lightness\0" "Percentage 8\0" "Power\0" "Power Specification\0"
    "Relative Runtime in a Current Range\0" "Relative Runtime in a Generic Level Range\0"
    "Relative Value in a Voltage Range\0" "Relative Value in an Illuminance Range\0"
    "Relative Value in a Period of Day\0" "Relative Value in a Temperature Range\0" "Temperature 8\0"
    "Temperature 8 in a Period of Day\0" "Temperature 8 Statistics\0" "Temperature Range\0" "Temperature Statistics\0"
    "Time Decihour 8\0" "Time Exponential 8\0" "Time Hour 24\0" "Time Millisecond 24\0" "Time Second 16\0"
    "Time Second 8\0" "Voltage\0" "Voltage Specification\0" "Voltage Statistics\0" "Volume Flow\0"
    "Chromaticity Coordinate\0" "RC Feature\0" "RC Settings\0" "Reconnection Configuration Control Point\0"
    "IDD Status Changed\0" "IDD Status\0" "IDD Annunciation Status\0" "IDD Features\0"
    "IDD Status Reader Control Point\0" "IDD Command Control Point\0" "IDD Command Data\0"
    "IDD Record Access Control Point\0" "IDD History Data\0" "Client Supported Features\0" "Database Hash\0"
    "BSS Control Point\0" "BSS Response\0" "Emergency ID\0" "Emergency Text\0" "ACS Status\0" "ACS Data In\0"
    "ACS Data Out Notify\0" "ACS Data Out Indicate\0" "ACS Control Point\0" "Enhanced Blood Pressure Measurement\0"
    "Enhanced Intermediate Cuff Pressure\0" "Blood Pressure Record\0" "Registered User\0" "BR-EDR Handover Data\0"
    "Bluetooth SIG Data\0" "Server Supported Features\0" "Physical Activity Monitor Features\0"
    "General Activity Instantaneous Data\0" "General Activity Summary Data\0"
    "CardioRespiratory Activity Instantaneous Data\0" "CardioRespiratory Activity Summary Data\0"
    "Step Counter Activity Summary Data\0" "Sleep Activity Instantaneous Data\0" "Sleep Activity Summary Data\0"
    "Physical Activity Monitor Control Point\0" "Physical Activity Current Session\0"
    "Physical Activity Session Descriptor\0" "Preferred Units\0" "High Resolution Height\0" "Middle Name\0"
    "Stride Length\0" "Handedness\0" "Device Wearing Position\0" "Four Zone Heart Rate Limits\0"
    "High Intensity Exercise Threshold\0" "Activity Goal\0" "Sedentary Interval Notification\0" "Caloric Intake\0"
    "TMAP Role\0" "Audio Input State\0" "Gain Settings Attribute\0" "Audio Input Type\0" "Audio Input Status\0"
    "Audio Input Control Point\0" "Audio Input Description\0" "Volume State\0" "Volume Control Point\0" "Volume Flags\0"
    "Volume Offset State\0" "Audio Location\0" "Volume Offset Control Point\0" "Audio Output Description\0"
    "Set Identity Resolving Key\0" "Coordinated Set Size\0" "Set Member Lock\0" "Set Member Rank\0"
    "Encrypted Data Key Material\0" "Apparent Energy 32\0" "Apparent Power\0" "Live Health Observations\0"
    "CO₂ Concentration\0" "Cosine of the Angle\0" "Device Time Feature\0" "Device Time Parameters\0" "Device Time\0"
    "Device Time Control Point\0" "Time Change Log Data\0" "Media Player Name\0" "Media Player Icon Object ID\0"
    "Media Player Icon URL\0" "Track Changed\0" "Track Title\0" "Track Duration\0" "Track Position\0" "Playback Speed\0"
    "Seeking Speed\0" "Current Track Segments Object ID\0" "Current Track Object ID\0" "Next Track Object ID\0"
    "Parent Group Object ID\0" "Current Group Object ID\0" "Playing Order\0" "Playing Orders Supported\0"
    "Media State\0" "Media Control Point\0" "Media Control Point Opcodes Supported\0" "Search Results Object ID\0"
    "Search Control Point\0" "Energy 32\0" "Media Player Icon Object Type\0" "Track Segments Object Type\0"
    "Track Object Type\0" "Group Object Type\0" "Constant Tone Extension Enable\0"
    "Advertising Constant Tone Extension Minimum Length\0"
    "Advertising Constant Tone Extension Minimum Transmit Count\0"
    "Advertising Constant Tone Extension Transmit Duration\0" "Advertising Constant Tone Extension Interval\0"
    "Advertising Constant Tone Extension PHY\0" "Bearer Provider Name\0" "Bearer UCI\0" "Bearer Technology\0"
    "Bearer URI Schemes Supported List\0" "Bearer Signal Strength\0" "Bearer Signal Strength Reporting Interval\0"
    "Bearer List Current Calls\0" "Content Control ID\0" "Status Flags\0" "Incoming Call Target Bearer URI\0"
    "Call State\0" "Call Control Point\0" "Call Control Point Optional Opcodes\0" "Termination Reason\0"
    "Incoming Call\0" "Call Friendly Name\0" "Mute\0" "Sink ASE\0" "Source ASE\0" "ASE Control Point\0"
    "Broadcast Audio Scan Control Point\0" "Broadcast Receive State\0" "Sink PAC\0" "Sink Audio Locations\0"
    "Source PAC\0" "Source Audio Locations\0" "Available Audio Contexts\0" "Supported Audio Contexts\0"
    "Ammonia Concentration\0" "Carbon Monoxide Concentration\0" "Methane Concentration\0"
    "Nitrogen Dioxide Concentration\0" "Non-Methane Volatile Organic Compounds Concentration\0" "Ozone Concentration\0"
    "Particulate Matter - PM1 Concentration\0" "Particulate Matter - PM2.5 Concentration\0"
    "Particulate Matter - PM10 Concentration\0" "Sulfur Dioxide Concentration\0" "Sulfur Hexafluoride Concentration\0"
    "Hearing Aid Features\0" "Hearing Aid Preset Control Point\0" "Active Preset Index\0" "Stored Health Observations\0"
    "Fixed String 64\0" "High Temperature\0" "High Voltage\0" "Light Distribution\0" "Light Output\0"
    "Light Source Type\0" "Noise\0" "Relative Runtime in a Correlated Color Temperature Range\0" "Time Second 32\0"
    "VOC Concentration\0" "Voltage Frequency\0" "Battery Critical Status\0" "Battery Health Status\0"
    "Battery Health Information\0" "Battery Information\0" "Battery Level Status\0" "Battery Time Status\0"
    "Estimated Service Date\0" "Battery Energy Status\0" "Observation Schedule Changed\0" "Current Elapsed Time\0"
    "Health Sensor Features\0" "GHS Control Point\0" "LE GATT Security Levels\0" "ESL Address\0"
    "AP Sync Key Material\0" "ESL Response Key Material\0" "ESL Current Absolute Time\0" "ESL Display Information\0"
    "ESL Image Information\0" "ESL Sensor Information\0" "ESL LED Information\0" "ESL Control Point\0"
    "UDI for Medical Devices\0" "GMAP Role\0" "UGG Features\0" "UGT Features\0" "BGS Features\0" "BGR Features\0"
    "RAS Features\0" "Real-time Ranging Data\0" "On-demand Ranging Data\0" "RAS Control Point\0" "Ranging Data Ready\0"
    "Ranging Data Overwritten\0" "Harman International\0" "C.O.B.O\0" "BONX\0" "Eforthink Technology\0" "Reelables\0"
    "Google\0" "Milwaukee Electric Tools\0" "Yoto\0" "Atmosic Technologies\0" "Block\0" "Mitsubishi Electric\0"
    "Xiaomi\0" "Shanghai Ingeek Technology\0" "Michelin\0" "Golioth\0" "Shenzhen Shokz\0" "WinMagic\0" "HP\0"
    "Lodestar Technology\0" "Lodestar Technology\0" "WaveRF\0" "Ant Group\0" "Ant Group\0" "LG Electronics\0"
    "LEGIC Identsystems\0" "Shenzhen Yinwang Intelligent Technologies\0" "BYD\0" "Google\0" "Ambient Life\0"
    "Shenzhen Minew Technologies\0" "Ant Group\0" "LAST LOCK\0" "Time Location Systems\0"
    "PLASTIC RESEARCH AND DEVELOPMENT\0" "GP Acoustics International\0" "KUBU SMART\0" "PI-CRYSTAL\0"
    "Ohme Operations UK\0" "QIKCONNEX\0" "SPRiNTUS\0" "Volvo Technology\0" "Volvo Technology\0" "Robor Electronics\0"
    "Xiaomi\0" "Guangdong Hengqin Xingtong Technology\0" "RIGH\0" "Harman International\0" "Sonos\0" "Sonos\0"
    "Powerstick.com\0" "MOTIVE TECHNOLOGIES\0" "stryker\0" "NextSense\0" "MOTIVE TECHNOLOGIES\0"
    "Hive-Zox International\0" "iodyne\0" "Google\0" "EMBEINT\0" "Xiaomi\0" "Weber-Stephen Products\0"
    "SING SUN TECHNOLOGY (INTERNATIONAL)\0" "DHL\0" "LG Electronics\0" "Outshiny India\0" "Testo\0"
    "Motorola Mobility\0" "MML US\0" "Harman International\0" "Southco\0" "TELE System Communications\0"
    "Axon Enterprise\0" "Zwift\0" "iHealth Labs\0" "NINGBO FOTILE KITCHENWARE\0" "Zhejiang Huanfu Technology\0"
    "Samsara Networks\0" "Samsara Networks\0" "CCC del Uruguay\0" "Intel\0" "Intel\0"
    "Kaspersky Lab Middle East FZ-LLC\0" "VusionGroup\0" "Caire\0" "Blue Iris Labs\0" "Bose\0" "Wiliot\0"
    "Samsung Electronics\0" "Furuno Electric\0" "Komatsu\0" "Apple\0" "Hippo Camp Software\0" "LEGO System\0"
    "Japan Display\0" "Ruuvi Innovations\0" "Badger Meter\0" "Plockat Solutions\0" "Merry Electronics (S)\0"
    "Binary Power\0" "Lenovo (Singapore)\0" "Dell Computer\0" "Delta Development Team\0" "Apple\0"
    "PF SCHWEISSTECHNOLOGIE\0" "Meizu Technology\0" "Gunnebo Aktiebolag\0" "HP\0" "HAYWARD INDUSTRIES\0"
    "Hubble Network\0" "Hubble Network\0" "Medtronic\0" "Medtronic\0" "Spintly\0" "IRISS\0" "IRISS\0"
    "Beijing 99help Safety Technology\0" "Imagine Marketing\0" "AltoBeam\0" "Ford Motor\0" "Google\0" "Apple\0"
    "SWEEN\0" "OMRON HEALTHCARE\0" "OMRON HEALTHCARE\0" "OMRON HEALTHCARE\0" "T-Mobile USA\0" "Ribbiot\0"
    "Lumi United Technology\0" "BlueID\0" "SharkNinja Operating\0" "Drowsy Digital\0" "Toshiba\0" "Musen Connect\0"
    "ASSA ABLOY Opening Solutions Sweden\0" "Xiaomi\0" "TIMECODE SYSTEMS\0" "Qualcomm Technologies\0" "HP\0"
    "OMRON (DALIAN)\0" "OMRON (DALIAN)\0" "Wiliot\0" "PB\0" "Allthenticate\0" "SkyHawke Technologies\0" "Cosmed\0"
    "TOTO\0" "Wi-Fi Easy Connect\0" "Marshall Group\0" "Luna Health\0" "Google\0" "Laerdal Medical\0"
    "Shenzhen Benwei Media\0" "Allterco Robotics\0" "Fisher & Paykel Healthcare\0" "OMRON HEALTHCARE\0"
    "Nortek Security & Control\0" "SWISSINNO SOLUTIONS\0" "PowerPal\0" "Appex Factory\0" "Huso\0" "Draeger\0" "aconno\0"
    "Amazon.com Services\0" "Mobilaris\0" "ARCTOP\0" "NIO USA\0" "Akciju sabiedriba \"SAF TEHNIKA\"\0" "Sony Group\0"
    "Baracoda Daily Healthtech\0" "Smith & Nephew Medical\0" "Samsara Networks\0" "Samsara Networks\0"
    "Guard RFID Solutions\0" "TKH Security\0" "ITT Industries\0" "MindRhythm\0" "Chess Wise\0" "Avi-On\0" "Griffwerk\0"
    "Workaround\0" "Velentium\0" "Divesoft\0" "Security Enhancement Systems\0" "Google\0" "Bitwards\0" "Armatura\0"
    "Allegion\0" "Trident Communication Technology\0" "The Linux Foundation\0" "Honor Device\0" "Honor Device\0"
    "Leupold & Stevens\0" "Leupold & Stevens\0" "Shenzhen Benwei Media\0" "Barrot Technology\0" "Barrot Technology\0"
    "Sonova Consumer Hearing\0" "701x\0" "FUTEK Advanced Sensor Technology\0" "Sanvita Medical\0" "LEGO System\0"
    "Quuppa\0" "Shure\0" "Qualcomm Technologies\0" "RACE-AI\0" "Swedlock\0" "Bull Group\0" "Cousins and Sears\0"
    "Luminostics\0" "Luminostics\0" "OSM HK\0" "Blecon\0" "HerdDogg\0" "AEON MOTOR\0" "AEON MOTOR\0" "AEON MOTOR\0"
    "AEON MOTOR\0" "BRG Sports\0" "BRG Sports\0" "Panasonic\0" "Sensitech\0" "LEGIC Identsystems\0"
    "LEGIC Identsystems\0" "Smith & Nephew Medical\0" "CSIRO\0" "Helios Sports\0" "Brady Worldwide\0"
    "Samsung Electronics\0" "Plume Design\0" "3M\0" "GN Hearing\0" "Huawei Technologies\0" "Huawei Technologies\0"
    "DOM Sicherheitstechnik\0" "GD Midea Air-Conditioning Equipment\0" "GD Midea Air-Conditioning Equipment\0"
    "Novo Nordisk\0" "Integrated Illumination Systems\0" "Julius Blum\0" "Asahi Kasei\0" "Sony\0"
    "The Access Technologies\0" "The Access Technologies\0" "Xiaomi\0" "Bitstrata Systems\0" "Bitstrata Systems\0"
    "Sesam Solutions\0" "LG Electronics\0" "Gemalto Holding\0" "DashLogic\0" "Aerosens\0" "Transsion Holdings\0"
    "Google\0" "TireCheck\0" "Danfoss\0" "PREDIKTAS\0" "Verkada\0" "Verkada\0" "Redline Communications\0"
    "Woan Technology (Shenzhen)\0" "Pure Watercraft\0" "Cognosos\0" "Beflex\0" "Amazon Lab126\0" "Globe (Jiangsu)\0"
    "Apple\0" "Apple\0" "GB Solution\0" "Lemco IKE\0" "Liberty Global\0" "Geberit International\0" "Panasonic\0"
    "Sigma Elektro\0" "Samsung Electronics\0" "Adolf Wuerth\0" "70mai\0" "70mai\0" "SONITOR TECHNOLOGIES\0"
    "Hangzhou Tuya Information Technology\0" "UTC Fire and Security\0" "UTC Fire and Security\0" "PCI\0"
    "Qingdao Haier Technology\0" "Braveheart Wireless\0" "Resmed\0" "Volvo Car\0" "Volvo Car\0" "Samsung Electronics\0"
    "Samsung Electronics\0" "V2SOFT\0" "React Mobile\0" "maxon motor\0" "Tapkey\0" "Meta Platforms Technologies\0"
    "Sercomm\0" "Arendi\0" "Google\0" "Google\0" "INRIA\0" "Razer\0" "Zebra Technologies\0" "Montblanc Simplo\0"
    "Ubique Innovation\0" "Samsung Electronics\0" "Emerson\0" "rapitag\0" "Samsung Electronics\0" "Sigma Elektro\0"
    "Polidea\0" "Apple\0" "GuangDong Oppo Mobile Telecommunications\0" "GN Hearing\0" "Logitech International\0"
    "BRControls Products\0" "BRControls Products\0" "Insulet\0" "Insulet\0" "Withings\0" "Withings\0" "Withings\0"
    "Withings\0" "WYZE LABS\0" "Toshiba Information Systems (Japan)\0"
    "Center for Advanced Research Wernher Von Braun\0" "Samsung Electronics\0" "Husqvarna\0" "Phindex Technologies\0"
    "CANDY HOUSE\0" "Sony\0" "iNFORM Technology\0" "Tile\0" "Husqvarna\0" "Abbott\0" "Google\0" "Urbanminded\0"
    "Urbanminded\0" "Signify Netherlands\0" "Jigowatts\0" "Google\0" "quip NYC\0" "Motorola Solutions\0"
    "Matrix ComSec\0" "Guangzhou SuperSound Information Technology\0" "Groove X\0"
    "Qualcomm Technologies International (QTIL)\0" "Bayerische Motoren Werke\0" "Hewlett Packard Enterprise\0"
    "Rigado\0" "Google\0" "June Life\0" "Disney Worldwide Services\0" "ABB\0" "Huawei Technologies\0"
    "Huawei Technologies\0" "Huawei Technologies\0" "Gastec\0" "The Coca-Cola\0" "VitalTech Affiliates\0" "Secugen\0"
    "Groove X\0" "Groove X\0" "Inseego\0" "Inseego\0" "Neurostim OAB\0" "WWZN Information Technology\0"
    "WWZN Information Technology\0" "PSA Peugeot Citroën\0" "Rhombus Systems\0" "Xiaomi\0" "Xiaomi\0" "Tentacle Sync\0"
    "Houwa System Design\0" "Houwa System Design\0" "Wiliot\0" "Oura Health\0" "Oura Health\0" "Portable Multimedia\0"
    "Audiodo\0" "HP\0" "ECSG\0" "GWA Hygiene\0" "LivaNova USA\0" "LivaNova USA\0" "Comcast Cable\0" "Comcast Cable\0"
    "Profoto\0" "Emerson\0" "Clover Network\0" "California Things\0" "California Things\0" "Hunter Douglas\0"
    "Hunter Douglas\0" "Baidu Online Network Technology (Beijing)\0" "Baidu Online Network Technology (Beijing)\0"
    "Simavita (Aust)\0" "Automatic Labs\0" "Eli Lilly and\0" "Eli Lilly and\0" "Hach - Danaher\0"
    "Busch-Jaeger Elektro\0" "Fortin Electronic Systems\0" "Meggitt\0" "Shoof Technologies\0"
    "Qingping Technology (Beijing)\0" "SENNHEISER electronic\0" "Nalu Medical\0" "Huawei Technologies\0"
    "Huawei Technologies\0" "Bose\0" "FUBA Automotive Electronics\0" "LX Solutions\0" "Brompton Bicycle\0"
    "Ministry of Supply\0" "Copeland Cold Chain\0" "Jiangsu Teranovo Tech\0" "Jiangsu Teranovo Tech\0" "MHCS\0"
    "Samsung Electronics\0" "4iiii Innovations\0" "Arch Systems\0" "Noodle Technology\0" "Harman International\0"
    "John Deere\0" "Fortin Electronic Systems\0" "Google\0" "Abbott Diabetes Care\0" "JUUL Labs\0" "SMK\0"
    "Intelletto Technologies\0" "SECOM\0" "Robert Bosch\0" "Spacesaver\0" "SeeScan\0" "Syntronix\0" "Mannkind\0"
    "Pole Star\0" "Huawei Technologies\0" "ART AND PROGRAM\0" "Google\0" "LAMPLIGHT\0" "AMICCOM Electronics\0"
    "Amersports\0" "O. E. M. Controls\0" "Milwaukee Electric Tools\0" "AIAIAI\0" "HP\0" "Onvocal\0" "INIA\0"
    "Tandem Diabetes Care\0" "Tandem Diabetes Care\0" "Optrel\0" "RecursiveSoft\0" "ADHERIUM (NZ)\0" "OSRAM\0"
    "Amazon.com Services\0" "Duracell U.S. Operations\0" "Robert Bosch\0" "Amazon.com Services\0" "Motorola Solutions\0"
    "CORE Transport Technologies NZ\0" "Qualcomm Technologies\0" "Sonos\0" "Microsoft\0" "Pillsy\0" "ruwido austria\0"
    "ruwido austria\0" "Procter & Gamble\0" "Procter & Gamble\0" "Setec\0"
    "Signify Netherlands (formerly Philips Lighting B.V.)\0" "LAPIS Technology\0" "GMC-I Messtechnik\0"
    "M-Way Solutions\0" "Apple\0" "Flextronics International USA\0" "Amazon.com Services\0" "Footmarks\0"
    "Telit Wireless Solutions\0" "Runtime\0" "Google\0" "Tyto Life\0" "Tyto Life\0" "NetMedia\0"
    "Illuminati Instrument\0" "LAMPLIGHT\0" "Garmin International\0" "Emerson\0" "Bose\0" "Zoll Medical\0"
    "Zoll Medical\0" "August Home\0" "Apple\0" "Google\0" "Google\0" "Ayla Networks\0" "Gibson Innovations\0"
    "DaisyWorks\0" "ITT Industries\0" "Google\0" "LAMPLIGHT\0" "ERi\0" "CRESCO Wireless\0" "Volkswagen\0" "Volkswagen\0"
    "Pro-Mark\0" "CHIPOLO\0" "SmallLoop\0" "HUAWEI Technologies\0" "HUAWEI Technologies\0" "Spaceek\0" "Spaceek\0"
    "TTS Tooltechnic Systems\0" "TTS Tooltechnic Systems\0" "Dolby Laboratories\0" "alibaba\0" "BD Medical\0"
    "BD Medical\0" "Friday Labs\0" "Inugo Systems\0" "Inugo Systems\0" "Nets\0" "Andreas Stihl\0" "SK Telecom\0"
    "Snapchat\0" "B&O Play\0" "General Motors\0" "General Motors\0" "SenionLab\0" "OMRON HEALTHCARE\0"
    "Signify Netherlands (formerly Philips Lighting B.V.)\0" "Volkswagen\0" "Casambi Technologies\0" "NTT docomo\0"
    "Molekule\0" "Google\0" "SRAM\0" "SetPoint Medical\0" "3M\0" "Motiv\0" "Google\0" "Google\0" "Dotted Labs\0"
    "Nordic Semiconductor\0" "Nordic Semiconductor\0" "Cronologics\0" "GT-tronics HK\0" "million hunters\0" "Grundfos\0"
    "Plastc\0" "Eyefi\0" "Lierda Science & Technology Group\0" "Logitech International\0" "Indagem Tech\0"
    "Connected Yard\0" "Siemens\0" "CHIPOLO\0" "Intel\0" "Lab Sensor Solutions\0" "Capsle Technologies\0"
    "Capsle Technologies\0" "Kontakt Micro-Location\0" "TASER International\0" "TASER International\0"
    "The University of Tokyo\0" "The University of Tokyo\0" "LINE\0" "Beijing Jingdong Century Trading\0"
    "Plume Design\0" "Abbott (formerly St. Jude Medical, Inc.)\0" "Abbott (formerly St. Jude Medical, Inc.)\0"
    "unwire\0" "TangoMe\0" "TangoMe\0" "Hewlett-Packard\0" "Hewlett-Packard\0" "Zebra Technologies\0" "Bragi\0"
    "Orion Labs\0" "Telit Wireless Solutions (Formerly Stollmann E+V GmbH)\0" "Aterica Health\0" "Awear Solutions\0"
    "Doppler Lab\0" "Doppler Lab\0" "Medtronic\0" "Medtronic\0" "Blue Bite\0" "RF Digital\0" "RF Digital\0"
    "HUAWEI Technologies\0" "Qingdao Yeelink Information Technology ( 青岛亿联客信息技术有限公司 )\0" "SALTO SYSTEMS\0" "B&O Play\0"
    "Apple\0" "Apple\0" "TRON Forum\0" "Interaxon\0" "ARM\0" "CSR\0" "JUMA\0" "Shanghai Imilab Technology\0"
    "Jarden Safety & Security\0" "OttoQ In\0" "OttoQ In\0" "Xiaomi\0" "Tesla Motors\0" "Tesla Motors\0" "Currant\0"
    "Currant\0" "Estimote\0" "Samsara Networks\0" "GSI Laboratories\0" "Mobiquity Networks\0" "Dialog Semiconductor\0"
    "Google\0" "Google\0" "Intrepid Control Systems\0" "Intrepid Control Systems\0" "ITT Industries\0" "Paxton Access\0"
    "GoPro\0" "GoPro\0" "UTC Fire and Security\0" "Savant Systems\0" "Savant Systems\0" "Google\0" "Nokia\0" "Nokia\0"
    "Nokia\0" "Nokia\0" "Nest Labs\0" "Nest Labs\0" "Electronics Tomorrow\0" "Microsoft\0" "Taobao\0" "WiSilica\0"
    "WiSilica\0" "Vencer\0" "Meta Platforms\0" "Meta Platforms\0" "LG Electronics\0" "Tencent Holdings\0"
    "adafruit industries\0" "Dexcom\0" "Clover Network\0" "Bose\0" "Nod\0" "KDDI\0" "KDDI\0" "Blue Spark Technologies\0"
    "360fly\0" "PLUS Location Systems\0" "Realtek Semiconductor\0" "Kocomojo\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0"
    "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Apple\0" "Plantronics\0"
    "Broadcom\0" "Broadcom\0" "Google\0" "Pebble Technology\0" "ISSC Technologies\0" "Perka\0" "Jawbone\0" "Jawbone\0"
    "Coin\0" "Design SHIFT\0" "Anhui Huami Information Technology\0" "Anhui Huami Information Technology\0" "Anki\0"
    "Anki\0" "Nordic Semiconductor\0" "Nordic Semiconductor\0" "Silvair\0" "Tencent Holdings\0" "Quintic\0" "Quintic\0"
    "Swirl Networks\0" "Swirl Networks\0" "Tile\0" "Tile\0" "Polar Electro\0" "Polar Electro\0" "Intel\0" "CSR\0"
    "CSR\0" "Google\0" "Google\0" "Dialog Semiconductor\0" "Wicentric\0" "Aplix\0" "Aplix\0" "PayPal\0" "PayPal\0"
    "Telit Wireless Solutions (Formerly Stollmann E+V GmbH)\0" "Gimbal\0" "Gimbal\0" "GN Hearing\0" "GN Netcom\0"
    "Wi-Fi Direct\0" "Public Key Open Credential (PKOC)\0" "ICCE Digital Key\0" "Aliro\0" "FiRa Consortium\0"
    "FiRa Consortium\0" "Car Connectivity Consortium, LLC\0" "Matter Profile ID\0" "Zigbee Direct\0"
    "Mopria Alliance BLE\0" "FIDO2 secure client-to-authenticator transport\0" "ASTM Remote ID\0"
    "Direct Thread Commissioning\0" "Wireless Power Transfer (WPT)\0" "Universal Second Factor Authenticator\0"
    "Wireless Power Transfer\0";

const struct blr_names blr_uuids_16 = { uuids_16_keys, uuids_16_groups, uuids_16_text, 1542 };
/* clang-format on */
