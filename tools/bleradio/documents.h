/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What is made from the tables of the verbs when the tool is built: completions of shells, the manual page.
 */
#ifndef BLR_CLI_DOCUMENTS_H
#define BLR_CLI_DOCUMENTS_H

#include <stdio.h>

void blr_complete_bash(FILE *file);
void blr_complete_zsh(FILE *file);
void blr_complete_fish(FILE *file);
void blr_manual(FILE *file);

#endif
