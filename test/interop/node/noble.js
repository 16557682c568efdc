// SPDX-License-Identifier: MIT
// noble as a central: what it discovers is told as it is in its advertisement objects. Its port is in the environment.
//
//     scan | stop_scan
//     connect ADDRESS MTU | tree | read UUID | read_descriptor UUID DESCRIPTOR | write UUID DATA | command UUID DATA |
//     subscribe UUID | disconnect
'use strict';
const noble = require('@stoprocent/noble');
const { tell, serve, octets } = require('./lines');

let peer = null;
const characteristics = {};

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

// Found by scanning, as its users do it.
async function find(address) {
  const found = new Promise((resolve) => {
    const look = (peripheral) => {
      if (peripheral.address.toUpperCase() === address) {
        noble.removeListener('discover', look);
        resolve(peripheral);
      }
    };
    noble.on('discover', look);
  });
  await noble.startScanningAsync([], true);
  const peripheral = await found;
  await noble.stopScanningAsync();
  return peripheral;
}

async function connect(address, mtu) {
  peer = await find(address);
  peer.once('disconnect', (reason) => tell('disconnected', { reason }));
  await peer.connectAsync({ mtu: Number(mtu) });
  return { mtu: peer.mtu };
}

async function tree() {
  const { services } = await peer.discoverAllServicesAndCharacteristicsAsync();
  const told = [];
  for (const service of services) {
    const includes = await service.discoverIncludedServicesAsync([]);
    const entry = { uuid: service.uuid, includes, characteristics: [] };
    for (const it of service.characteristics) {
      const descriptors = await it.discoverDescriptorsAsync();
      characteristics[it.uuid] = it;
      entry.characteristics.push({ uuid: it.uuid, properties: it.properties, descriptors: descriptors.map((d) => d.uuid) });
    }
    told.push(entry);
  }
  return { services: told };
}

async function readDescriptor(uuid, descriptor) {
  const found = characteristics[uuid].descriptors.find((it) => it.uuid === descriptor);
  return { data: hex(await found.readValueAsync()) };
}

async function subscribe(uuid) {
  characteristics[uuid].on('data', (data, isNotification) => isNotification && tell('told', { uuid, data: hex(data) }));
  await characteristics[uuid].subscribeAsync();
}

serve({
  scan: () => noble.startScanningAsync([], true),
  stop_scan: () => noble.stopScanningAsync(),
  connect,
  tree,
  read: async (uuid) => ({ data: hex(await characteristics[uuid].readAsync()) }),
  read_descriptor: readDescriptor,
  write: (uuid, data) => characteristics[uuid].writeAsync(octets(data), false),
  command: (uuid, data) => characteristics[uuid].writeAsync(octets(data), true),
  subscribe,
  disconnect: () => peer.disconnectAsync()
});
