/* SPDX-License-Identifier: MIT */
#include "companies.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <bleradio/assigned_numbers.h>

#include "text.h"

/* "bluetooth:v08AE*", then its properties on lines that begin with a space. */
static bool find(FILE *list, uint16_t company, char text[BLR_COMPANY_TEXT])
{
    static const char property[] = " ID_VENDOR_FROM_DATABASE=";
    char line[512], wanted[32];
    bool here = false;
    (void)snprintf(wanted, sizeof(wanted), "bluetooth:v%04X*\n", company);
    while (fgets(line, sizeof(line), list) != NULL) {
        if (line[0] != ' ') {
            here = strcmp(line, wanted) == 0;
            continue;
        }
        size_t size = strlen(property);
        if (!here || strncmp(line, property, size) != 0 || line[size] == '\n' || line[size] == '\0')
            continue;
        line[strcspn(line, "\n")] = '\0';
        blr_text_copy(text, BLR_COMPANY_TEXT, line + size);
        return true;
    }
    return false;
}

const char *blr_company_name_of(uint16_t company, const char *hwdb, char text[BLR_COMPANY_TEXT])
{
    const char *name = ble_company_name(company);
    FILE *list = name == NULL && company != 0xffff ? fopen(hwdb, "re") : NULL;
    if (list == NULL)
        return name;
    name = find(list, company, text) ? text : NULL;
    (void)fclose(list);
    return name;
}
