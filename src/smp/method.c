/* SPDX-License-Identifier: MIT */
#include "smp/method.h"

/* Who does what, from the initiator's side: J just works, D it displays, E it enters, B both enter, C compare.
 * Lower case: the first of two letters of the table, which holds for legacy pairing; LE Secure Connections compare. */
static const char models[SMP_IO_COUNT][SMP_IO_COUNT + 1] = {
    /* responder:               display  yes/no  keyboard  none  keyboard and display */
    [SMP_DISPLAY_ONLY] = /*         */ "JJDJD", [SMP_DISPLAY_YES_NO] = /*       */ "JjDJd",
    [SMP_KEYBOARD_ONLY] = /*        */ "EEBJE", [SMP_NO_INPUT_NO_OUTPUT] = /*   */ "JJJJJ",
    [SMP_KEYBOARD_DISPLAY] = /*     */ "EeDJd",
};

static enum smp_method model(char letter, bool secure_connections, bool initiator)
{
    if (letter >= 'a' && secure_connections)
        return SMP_COMPARISON;
    switch (letter) {
    case 'D':
    case 'd': return initiator ? SMP_PASSKEY_DISPLAY : SMP_PASSKEY_ENTRY;
    case 'E':
    case 'e': return initiator ? SMP_PASSKEY_ENTRY : SMP_PASSKEY_DISPLAY;
    case 'B': return SMP_PASSKEY_ENTRY;
    default: return SMP_JUST_WORKS;
    }
}

enum smp_method blr_smp_method(const struct smp_pairing_request *request, const struct smp_pairing_response *response,
                               bool initiator)
{
    bool secure_connections = (request->auth_req & response->auth_req & SMP_AUTH_SC) != 0;
    unsigned oob = (unsigned)request->oob_data_flag + response->oob_data_flag;
    if (oob == 2 || (oob == 1 && secure_connections))
        return SMP_OOB;
    if (!((request->auth_req | response->auth_req) & SMP_AUTH_MITM))
        return SMP_JUST_WORKS;
    return model(models[request->io_capability][response->io_capability], secure_connections, initiator);
}

bool blr_smp_options_valid(const struct smp_options *options)
{
    return options->io < SMP_IO_COUNT && options->mitm <= SMP_MITM_DEMANDED &&
           options->key_size_min >= SMP_KEY_SIZE_LEAST && options->key_size_min <= options->key_size_max &&
           options->key_size_max <= SMP_KEY_SIZE_MOST && (options->secure_connections || options->legacy) &&
           (options->methods & ~SMP_ALL_METHODS) == 0 && options->methods != 0 &&
           ((options->send_keys | options->receive_keys) & ~SMP_DIST_ALL) == 0;
}

/* ------------------------------------------------------------------------------------------------ our features */

static bool has_peer_data(const struct smp_options *options, bool secure_connections)
{
    if (options->oob == NULL)
        return false;
    return secure_connections ? options->oob->peer : options->oob->tk_known;
}

static void put_features(const struct smp_options *options, struct smp_pairing_request *features)
{
    features->io_capability = options->io;
    features->oob_data_flag = (options->secure_connections && has_peer_data(options, true)) ||
                              (options->legacy && has_peer_data(options, false));
    features->auth_req =
        (uint8_t)((options->bond ? SMP_AUTH_BONDING : 0) | (options->mitm != SMP_MITM_NONE ? SMP_AUTH_MITM : 0) |
                  (options->secure_connections ? SMP_AUTH_SC : 0) | (options->keypress ? SMP_AUTH_KEYPRESS : 0));
    features->maximum_encryption_key_size = options->key_size_max;
}

static uint8_t own_keys(const struct smp_options *options, bool identity)
{
    return (uint8_t)(options->send_keys & ~(identity ? 0 : SMP_DIST_ID));
}

void blr_smp_request(const struct smp_options *options, bool identity, struct smp_pairing_request *request)
{
    put_features(options, request);
    request->initiator_key_distribution = options->bond ? own_keys(options, identity) : 0;
    request->responder_key_distribution = options->bond ? options->receive_keys : 0;
}

static bool bonds(uint8_t auth_req)
{
    return (auth_req & SMP_AUTH_BONDING_MASK) == SMP_AUTH_BONDING;
}

void blr_smp_response(const struct smp_options *options, bool identity, const struct smp_pairing_request *request,
                      struct smp_pairing_response *response)
{
    struct smp_pairing_request features = { 0 };
    put_features(options, &features);
    bool bond = options->bond && bonds(request->auth_req);
    *response = (struct smp_pairing_response){
        .io_capability = features.io_capability,
        .oob_data_flag = features.oob_data_flag,
        .auth_req = features.auth_req,
        .maximum_encryption_key_size = features.maximum_encryption_key_size,
        .initiator_key_distribution = bond ? request->initiator_key_distribution & options->receive_keys : 0,
        .responder_key_distribution = bond ? request->responder_key_distribution & own_keys(options, identity) : 0,
    };
}

/* ------------------------------------------------------------------------------------------------ judging */

static bool in_range(uint8_t io, uint8_t oob, uint8_t key_size)
{
    return io < SMP_IO_COUNT && oob <= 1 && key_size >= SMP_KEY_SIZE_LEAST && key_size <= SMP_KEY_SIZE_MOST;
}

/** Does the one who was told so know what it has to? */
static bool knows_enough(const struct smp_options *options, bool secure_connections, uint8_t own_flag,
                         uint8_t peer_flag)
{
    if (own_flag && !has_peer_data(options, secure_connections))
        return false;
    return !secure_connections || !peer_flag || (options->oob != NULL && options->oob->own);
}

static bool allowed(const struct smp_options *options, const struct smp_agreement *agreement)
{
    if (agreement->secure_connections ? !options->secure_connections : !options->legacy)
        return false;
    if (agreement->method == SMP_JUST_WORKS && options->mitm == SMP_MITM_DEMANDED)
        return false;
    return (options->methods >> agreement->method & 1) != 0;
}

uint8_t blr_smp_agree(const struct smp_options *options, bool initiator, const struct smp_pairing_request *request,
                      const struct smp_pairing_response *response, struct smp_agreement *agreement)
{
    uint8_t size = request->maximum_encryption_key_size, other = response->maximum_encryption_key_size;
    if (!in_range(request->io_capability, request->oob_data_flag, size) ||
        !in_range(response->io_capability, response->oob_data_flag, other) ||
        (response->initiator_key_distribution & ~request->initiator_key_distribution) ||
        (response->responder_key_distribution & ~request->responder_key_distribution))
        return SMP_INVALID_PARAMETERS;
    bool secure_connections = (request->auth_req & response->auth_req & SMP_AUTH_SC) != 0;
    uint8_t distributed = secure_connections ? SMP_DIST_ALL & ~SMP_DIST_ENC : SMP_DIST_ALL;
    *agreement = (struct smp_agreement){
        .method = (uint8_t)blr_smp_method(request, response, initiator),
        .key_size = size < other ? size : other,
        .initiator_keys = response->initiator_key_distribution & distributed,
        .responder_keys = response->responder_key_distribution & distributed,
        .secure_connections = secure_connections,
        .bond = bonds(request->auth_req) && bonds(response->auth_req),
        .keypress = (request->auth_req & response->auth_req & SMP_AUTH_KEYPRESS) != 0,
    };
    if (!allowed(options, agreement))
        return SMP_AUTHENTICATION_REQUIREMENTS;
    if (agreement->key_size < options->key_size_min)
        return SMP_ENCRYPTION_KEY_SIZE;
    uint8_t own_flag = initiator ? request->oob_data_flag : response->oob_data_flag;
    uint8_t peer_flag = initiator ? response->oob_data_flag : request->oob_data_flag;
    if (agreement->method == SMP_OOB && !knows_enough(options, secure_connections, own_flag, peer_flag))
        return SMP_OOB_NOT_AVAILABLE;
    return 0;
}
