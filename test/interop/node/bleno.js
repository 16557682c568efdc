// SPDX-License-Identifier: MIT
// bleno as a peripheral. Its port is in the environment.
//
//     advertise NAME UUID... | advertise_octets DATA RESPONSE | beacon UUID MAJOR MINOR POWER | stop
//     serve SERVICES | serve_advertising | notify UUID DATA | indicate UUID DATA | disconnect
'use strict';
const bleno = require('@stoprocent/bleno');
const { tell, serve, octets } = require('./lines');

bleno.on('stateChange', (state) => {
  if (state === 'poweredOn') {
    tell('ready', { address: bleno.address });
  }
});

// What tells its value to who subscribed, by UUID.
const tellers = {};

// A characteristic of gatt.py. What can only be read is a constant to bleno.
function characteristic({ uuid, properties, value, descriptors }) {
  const options = { uuid, properties, descriptors: descriptors.map((it) =>
    new bleno.Descriptor({ uuid: it.uuid, value: octets(it.value) })) };
  if (properties.join() === 'read') {
    return new bleno.Characteristic({ ...options, value: octets(value) });
  }
  let kept = octets(value);
  const it = new bleno.Characteristic({
    ...options,
    onReadRequest: (connection, offset, answer) => answer(bleno.Characteristic.RESULT_SUCCESS, kept.subarray(offset)),
    onWriteRequest: (connection, data, offset, withoutResponse, answer) => {
      kept = Buffer.concat([kept.subarray(0, offset), data]);
      tell('written', { uuid, data: data.toString('hex') });
      answer(bleno.Characteristic.RESULT_SUCCESS);
    }
  });
  it.on('subscribe', () => tell('subscribed', { uuid }));
  tellers[uuid] = it;
  return it;
}

bleno.on('accept', (address) => tell('connected', { address }));
bleno.on('disconnect', (address) => tell('disconnected', { address }));

serve({
  serve: (definition) => bleno.setServicesAsync(JSON.parse(definition).map(({ uuid, characteristics }) =>
    new bleno.PrimaryService({ uuid, characteristics: characteristics.map(characteristic) }))),
  serve_advertising: () => bleno.startAdvertisingAsync('bleno', []),
  async notify(uuid, data) {
    tellers[uuid].notify(octets(data));
  },
  indicate: (uuid, data) => new Promise((resolve) => {
    tellers[uuid].once('indicate', () => resolve());
    tellers[uuid].notify(octets(data));
  }),
  async disconnect() {
    bleno.disconnect();
  },
  advertise: (name, ...uuids) => bleno.startAdvertisingAsync(name, uuids),
  advertise_octets: (data, response) => bleno.startAdvertisingWithEIRDataAsync(octets(data), octets(response)),
  beacon: (uuid, major, minor, power) =>
    bleno.startAdvertisingIBeaconAsync(uuid, Number(major), Number(minor), Number(power)),
  stop: () => bleno.stopAdvertisingAsync()
});
