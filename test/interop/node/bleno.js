// SPDX-License-Identifier: MIT
// bleno as a peripheral. Its port is in the environment.
//
//     advertise NAME UUID... | advertise_octets DATA RESPONSE | beacon UUID MAJOR MINOR POWER | stop
'use strict';
const bleno = require('@stoprocent/bleno');
const { tell, serve, octets } = require('./lines');

bleno.on('stateChange', (state) => {
  if (state === 'poweredOn') {
    tell('ready', { address: bleno.address });
  }
});

serve({
  advertise: (name, ...uuids) => bleno.startAdvertisingAsync(name, uuids),
  advertise_octets: (data, response) => bleno.startAdvertisingWithEIRDataAsync(octets(data), octets(response)),
  beacon: (uuid, major, minor, power) =>
    bleno.startAdvertisingIBeaconAsync(uuid, Number(major), Number(minor), Number(power)),
  stop: () => bleno.stopAdvertisingAsync()
});
