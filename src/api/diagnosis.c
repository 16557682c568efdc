/* SPDX-License-Identifier: MIT */
#include "api/diagnosis.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <bleradio/trace.h>

/** Add a line. Some of it may be what a device says: no control characters pass. */
__attribute__((format(printf, 2, 3))) static void say(struct blr_diagnosis *diagnosis, const char *format, ...)
{
    va_list arguments;
    if (diagnosis->count == BLR_DIAGNOSIS_LINES)
        return;
    char *line = diagnosis->lines[diagnosis->count++];
    va_start(arguments, format);
    vsnprintf(line, BLR_DIAGNOSIS_LINE, format, arguments);
    va_end(arguments);
    for (; *line; line++)
        if ((unsigned char)*line < 0x20 || *line == 0x7f)
            *line = '?';
}

const char *blr_port_name(const struct ble_transport_description *transport)
{
    if (transport->path[0])
        return transport->path;
    return transport->port[0] ? transport->port : "the port";
}

void blr_command_text(uint16_t opcode, char *text, size_t capacity)
{
    const char *name = ble_hci_command_name(opcode);
    if (name)
        snprintf(text, capacity, "%s", name);
    else
        snprintf(text, capacity, "command 0x%04x", opcode);
}

/* ------------------------------------------------------------------------------------------------ the line */

/** "1000000, 921600 and 115200 bit/s" */
static void rates(const struct blr_patient *patient, char *text, size_t capacity)
{
    const uint32_t *choices = patient->line->baud_choices;
    size_t at = 0;
    unsigned count = 0;
    text[0] = 0;
    while (count < 4 && choices[count])
        count++;
    if (count < 2 && patient->transport->baud) {
        snprintf(text, capacity, "%lu bit/s", (unsigned long)patient->transport->baud);
        return;
    }
    for (unsigned i = 0; i < count && at < capacity; i++)
        at += (size_t)snprintf(text + at, capacity - at, "%s%lu", i == 0 ? "" : (i + 1 < count ? ", " : " and "),
                               (unsigned long)choices[i]);
    if (count && at < capacity)
        snprintf(text + at, capacity - at, " bit/s");
}

static void advise_on_rate(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    if (patient->transport->baud && !patient->line->baud_choices[1])
        say(diagnosis,
            "the rate may be another (Zephyr 1000000, ESP32 921600, most others 115200): baud auto tries them");
}

static void advise_on_flow(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    if (patient->transport->flow == BLE_FLOW_RTSCTS && patient->transport->cts == 0)
        say(diagnosis, "CTS is low, so nothing can be sent: the controller has no power or is held in reset, or the "
                       "RTS/CTS wires are missing or swapped; flow none goes on without them");
    else if (patient->transport->flow == BLE_FLOW_NONE)
        say(diagnosis, "HCI over UART needs RTS/CTS: connect both wires and choose flow rtscts");
    else
        say(diagnosis, "check the wires: TX to RX and RTS to CTS in both directions, and ground");
}

static void advise_on_device(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    switch (patient->transport->usb_vid) {
    case 0x2fe3:
    case 0x1915:
        say(diagnosis, "the dongle must run Zephyr's hci_uart (the variant for USB CDC), not another program");
        break;
    case 0x1366:
        say(diagnosis,
            "the board may have several ports, and HCI is on another one; its chip must run Zephyr's hci_uart");
        break;
    case 0x303a:
        say(diagnosis, "this is the chip's own USB port, its console: HCI is on a UART, behind a USB bridge");
        break;
    case 0x10c4:
    case 0x1a86:
        say(diagnosis, "an ESP32 must run controller_hci_uart, whose pins are not those of the board's USB bridge");
        break;
    default: say(diagnosis, "the chip must run firmware that speaks HCI on this UART (H4)"); break;
    }
}

static bool is_uart(const struct blr_patient *patient)
{
    return patient->transport->kind == BLE_PORT_SERIAL;
}

static void diagnose_silence(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    char text[96];
    rates(patient, text, sizeof(text));
    say(diagnosis, "%s: HCI Reset was sent%s%s, not one octet came back", blr_port_name(patient->transport),
        text[0] ? " at " : "", text);
    if (!is_uart(patient)) {
        say(diagnosis, "who is at the other end must be an HCI controller that speaks H4, and must be running");
        return;
    }
    advise_on_flow(patient, diagnosis);
    advise_on_rate(patient, diagnosis);
    advise_on_device(patient, diagnosis);
    say(diagnosis, "unplug it, or cut its power, and try again: firmware may hang in a half received packet");
}

/* ------------------------------------------------------------------------------------------------ noise */

static bool contains(const uint8_t *noise, size_t size, const char *pattern, size_t length)
{
    for (size_t at = 0; at + length <= size; at++)
        if (!memcmp(noise + at, pattern, length))
            return true;
    return false;
}

static size_t count_printable(const uint8_t *noise, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += (noise[i] >= 0x20 && noise[i] < 0x7f) || noise[i] == '\r' || noise[i] == '\n' || noise[i] == '\t' ||
                 noise[i] == 0x1b;
    return count;
}

/** Does every octet appear in the set? */
static bool consists_of(const uint8_t *noise, size_t size, const char *set, size_t members)
{
    for (size_t i = 0; i < size; i++)
        if (!memchr(set, noise[i], members))
            return false;
    return true;
}

/** The octets in quotes with escapes when they are text, else as hex. */
static void show_noise(const uint8_t *noise, size_t size, bool text, char *out, size_t capacity)
{
    size_t shown = size < 48 ? size : 48, at = 0;
    at += (size_t)snprintf(out, capacity, "%s", text ? "\"" : "");
    for (size_t i = 0; i < shown && at + 5 < capacity; i++) {
        uint8_t c = noise[i];
        if (!text)
            at += (size_t)snprintf(out + at, capacity - at, "%s%02x", i ? " " : "", c);
        else if (c == '\r' || c == '\n')
            at += (size_t)snprintf(out + at, capacity - at, "\\%c", c == '\r' ? 'r' : 'n');
        else if (c < 0x20 || c > 0x7e)
            at += (size_t)snprintf(out + at, capacity - at, "\\x%02x", c);
        else
            at += (size_t)snprintf(out + at, capacity - at, "%c", c);
    }
    snprintf(out + at, capacity - at, "%s%s", text ? "\"" : "", shown < size ? " ..." : "");
}

/** Text that tells who is talking. */
struct clue {
    const char *pattern;
    uint8_t size;
    bool text;
    const char *meaning;
    const char *advice;
};

#define CLUE(pattern, text, meaning, advice)                                                                           \
    {                                                                                                                  \
        pattern, sizeof(pattern) - 1, text, meaning, advice                                                            \
    }

static const char esp32_advice[] =
    "the HCI UART is another port: controller_hci_uart has TX 5, RX 18, RTS 19, CTS 23 unless it was configured";
static const char modem_advice[] =
    "keep ModemManager away from it (udev: ENV{ID_MM_DEVICE_IGNORE}=\"1\") or stop it, then unplug and plug again";
static const char console_advice[] = "the HCI UART is another port of this board, or HCI is not what its firmware does";

static const struct clue clues[] = {
    CLUE("\x01\x03\x0c\x00", false, "our own octets come back",
         "TX and RX are joined, or the other end echoes: nothing answers there"),
    CLUE("ESP-ROM:", true, "this is the boot log of an ESP32, its console", esp32_advice),
    CLUE("ets J", true, "this is the boot log of an ESP32, its console", esp32_advice),
    CLUE("rst:0x", true, "this is the boot log of an ESP32, its console", esp32_advice),
    CLUE("Booting Zephyr", true, "this is Zephyr's console", console_advice),
    CLUE("uart:~$", true, "this is Zephyr's shell", console_advice),
    CLUE("AT\r", true, "this is a modem dialogue (AT commands)", modem_advice),
    CLUE("AT+", true, "this is a modem dialogue (AT commands)", modem_advice),
    CLUE("ATE", true, "this is a modem dialogue (AT commands)", modem_advice),
    CLUE("ATZ", true, "this is a modem dialogue (AT commands)", modem_advice),
    CLUE("ATI", true, "this is a modem dialogue (AT commands)", modem_advice),
    CLUE("AT&", true, "this is a modem dialogue (AT commands)", modem_advice),
    CLUE("login:", true, "this is the console of a computer", console_advice),
    CLUE("$GP", true, "this is a satellite receiver (NMEA)", "choose another port"),
    CLUE("$GN", true, "this is a satellite receiver (NMEA)", "choose another port"),
};

static const struct clue *find_clue(const uint8_t *noise, size_t size)
{
    for (size_t i = 0; i < sizeof(clues) / sizeof(*clues); i++)
        if (contains(noise, size, clues[i].pattern, clues[i].size))
            return &clues[i];
    return NULL;
}

/** What octets that are no text look like, with what to do about it. */
static void read_octets(const struct blr_patient *patient, const uint8_t *noise, size_t size, const char *shown,
                        struct blr_diagnosis *diagnosis)
{
    const char *port = blr_port_name(patient->transport);
    if (size && consists_of(noise, size, "\x30\x31\x32\x33", 4)) {
        say(diagnosis, "%s: the answer to HCI Reset was %s: a TI chip that wants to sleep (eHCILL)", port, shown);
        say(diagnosis, "wake it up: cut its power, then try again");
    } else if (size && noise[0] == 0xc0) {
        say(diagnosis, "%s: the answer to HCI Reset was %s: this is three-wire UART (H5) or SLIP, not H4", port, shown);
        say(diagnosis, "configure the firmware for H4");
    } else if (contains(noise, size, "\x04\x0e", 2)) {
        say(diagnosis, "%s: HCI events came (%s), but no answer to Reset among them", port, shown);
        say(diagnosis, "another program may be using the controller, or octets are lost: see to RTS/CTS");
    } else {
        say(diagnosis, "%s: the answer to HCI Reset was %s, which is no HCI", port, shown);
        advise_on_rate(patient, diagnosis);
        say(diagnosis, "octets like these come of a wrong rate, of a missing ground wire, or of firmware that speaks "
                       "another protocol");
    }
}

static void diagnose_noise(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    const uint8_t *noise = patient->controller->noise;
    size_t size = patient->controller->noise_size;
    size = size < sizeof(patient->controller->noise) ? size : sizeof(patient->controller->noise);
    const struct clue *clue = find_clue(noise, size);
    bool text = clue ? clue->text : size >= 4 && count_printable(noise, size) * 100 >= size * 85;
    char shown[240];
    show_noise(noise, size, text, shown, sizeof(shown));
    if (!clue && !text) {
        read_octets(patient, noise, size, shown, diagnosis);
        return;
    }
    say(diagnosis, "%s: the answer to HCI Reset was %s: %s", blr_port_name(patient->transport), shown,
        clue ? clue->meaning : "this is text, a console");
    say(diagnosis, "%s", clue ? clue->advice : console_advice);
}

/* ------------------------------------------------------------------------------------------------ controller */

static void diagnose_refusal(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    char command[80];
    blr_command_text(patient->opcode, command, sizeof(command));
    say(diagnosis, "%s: %s: %s (0x%02x)", blr_port_name(patient->transport), command,
        ble_hci_error_name(patient->status), patient->status);
    say(diagnosis, "the controller cannot be used without this command: is it an LE controller?");
}

static void diagnose_command_timeout(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    char command[80] = "a command";
    if (patient->opcode)
        blr_command_text(patient->opcode, command, sizeof(command));
    say(diagnosis, "%s: %s was not answered, nor was the question after it", blr_port_name(patient->transport),
        command);
    if (is_uart(patient))
        advise_on_flow(patient, diagnosis);
    say(diagnosis, "the firmware may have stopped: cut its power");
}

static void diagnose_desync(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    say(diagnosis, "%s: octets came that cannot be HCI: some were lost or changed on the line",
        blr_port_name(patient->transport));
    if (patient->transport->overruns)
        say(diagnosis, "the driver counts %llu overruns and framing errors: RTS/CTS is missing, or the rate is wrong",
            (unsigned long long)patient->transport->overruns);
    else if (is_uart(patient))
        advise_on_flow(patient, diagnosis);
}

static void diagnose_crash(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    say(diagnosis, "%s: the controller crashed: %.*s", blr_port_name(patient->transport),
        (int)sizeof(patient->controller->crash) - 1, patient->controller->crash);
    say(diagnosis, "this is a fault of its firmware, which has stopped: cut its power, or press reset");
}

static void diagnose_hardware_error(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    say(diagnosis, "%s: the controller reported Hardware Error 0x%02x", blr_port_name(patient->transport),
        patient->hardware_error);
    if (patient->counters->noise_bytes || patient->transport->overruns)
        say(diagnosis, "octets are lost on the line: see to RTS/CTS");
}

static void diagnose_restart(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    say(diagnosis, "%s: the controller restarted by itself", blr_port_name(patient->transport));
    say(diagnosis, "a weak power supply, a watchdog or the reset button does that");
}

static void diagnose_stall(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    say(diagnosis, "%s: the controller scans and answers, but no report came: the scan watchdog resets it",
        blr_port_name(patient->transport));
    say(diagnosis, "if there is nothing to hear, give the watchdog more time or switch it off");
}

static void diagnose_loss(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    bool uart = is_uart(patient);
    say(diagnosis, "%s is gone: %s", blr_port_name(patient->transport),
        uart ? "unplugged, or its driver gave up" : "the other side closed it");
}

void blr_diagnose(const struct blr_patient *patient, struct blr_diagnosis *diagnosis)
{
    static const struct {
        ble_status status;
        void (*diagnose)(const struct blr_patient *patient, struct blr_diagnosis *diagnosis);
    } failures[] = {
        [BLE_FAILURE_SILENT] = { BLE_ERROR_SILENT, diagnose_silence },
        [BLE_FAILURE_NOISE] = { BLE_ERROR_PROTOCOL, diagnose_noise },
        [BLE_FAILURE_REFUSED] = { BLE_ERROR_PROTOCOL, diagnose_refusal },
        [BLE_FAILURE_COMMAND_TIMEOUT] = { BLE_ERROR_SILENT, diagnose_command_timeout },
        [BLE_FAILURE_DESYNC] = { BLE_ERROR_PROTOCOL, diagnose_desync },
        [BLE_FAILURE_HARDWARE_ERROR] = { BLE_ERROR_RESTARTED, diagnose_hardware_error },
        [BLE_FAILURE_CRASHED] = { BLE_ERROR_SILENT, diagnose_crash },
        [BLE_FAILURE_RESTARTED] = { BLE_ERROR_RESTARTED, diagnose_restart },
        [BLE_FAILURE_TRANSPORT] = { BLE_ERROR_LOST, diagnose_loss },
        [BLE_FAILURE_SCAN_STALLED] = { BLE_ERROR_RESTARTED, diagnose_stall },
    };
    diagnosis->status = BLE_OK;
    diagnosis->count = 0;
    if (patient->failure >= sizeof(failures) / sizeof(*failures) || !failures[patient->failure].diagnose)
        return;
    diagnosis->status = failures[patient->failure].status;
    if (patient->failure == BLE_FAILURE_REFUSED && patient->status)
        diagnosis->status = BLE_ERROR_HCI(patient->status);
    failures[patient->failure].diagnose(patient, diagnosis);
}

size_t blr_diagnosis_join(const struct blr_diagnosis *diagnosis, const char *separator, char *text, size_t capacity)
{
    size_t length = 0;
    if (capacity)
        text[0] = 0;
    for (unsigned i = 0; i < diagnosis->count; i++) {
        size_t at = length < capacity ? length : capacity;
        length += (size_t)snprintf(text + at, capacity - at, "%s%s", i ? separator : "", diagnosis->lines[i]);
    }
    return length;
}
