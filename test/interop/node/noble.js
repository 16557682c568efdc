// SPDX-License-Identifier: MIT
// noble as a central: what it discovers is told as it is in its advertisement objects. Its port is in the environment.
//
//     scan | stop_scan
'use strict';
const noble = require('@stoprocent/noble');
const { tell, serve } = require('./lines');

function hex(buffer) {
  return buffer ? buffer.toString('hex') : null;
}

noble.on('discover', (peripheral) => {
  const told = peripheral.advertisement;
  tell('discover', {
    address: peripheral.address.toUpperCase(),
    address_type: peripheral.addressType,
    connectable: Boolean(peripheral.connectable),
    scannable: Boolean(peripheral.scannable),
    rssi: peripheral.rssi,
    name: told.localName === undefined ? null : told.localName,
    tx_power: told.txPowerLevel === undefined ? null : told.txPowerLevel,
    manufacturer: hex(told.manufacturerData),
    services: told.serviceUuids,
    solicited: told.serviceSolicitationUuids,
    service_data: Object.fromEntries(told.serviceData.map(({ uuid, data }) => [uuid, hex(data)]))
  });
});

noble.on('stateChange', (state) => {
  if (state === 'poweredOn') {
    tell('ready', { address: noble.address });
  }
});

serve({
  scan: () => noble.startScanningAsync([], true),
  stop_scan: () => noble.stopScanningAsync()
});
