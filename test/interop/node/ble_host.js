// SPDX-License-Identifier: MIT
// ble_host.js unix:PATH [STATIC-ADDRESS]: ble-host in both roles, with a transport of ours: whole packets on a socket.
//
//     scan ACTIVE | stop_scan
//     advertise TYPE DATA RESPONSE [PEER-TYPE PEER] | stop
'use strict';
const { EventEmitter } = require('events');
const net = require('net');
const { BleManager, HciErrors } = require('ble-host');
const { tell, serve, octets } = require('./lines');

// Octets before the length and of the length itself, by packet indicator.
const HEADERS = { 2: [3, 2], 4: [2, 1] };

class Transport extends EventEmitter {
  constructor(path) {
    super();
    this.rest = Buffer.alloc(0);
    this.socket = net.createConnection(path);
    this.socket.on('data', (octets) => this.receive(octets)).on('close', () => this.emit('close'));
  }

  write(packet) {
    this.socket.write(packet);
  }

  receive(octets) {
    this.rest = Buffer.concat([this.rest, octets]);
    while (this.rest.length > 0) {
      const [at, size] = HEADERS[this.rest[0]];
      if (this.rest.length < at + size) {
        return;
      }
      const end = at + size + this.rest.readUIntLE(at, size);
      if (this.rest.length < end) {
        return;
      }
      const packet = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
      this.emit('data', packet);
    }
  }
}

function tellReport(report) {
  const items = report.rawDataItems.map(({ type, data }) => [type, data.toString('hex')]);
  const { rssi, address, addressType, connectable, parsedDataItems } = report;
  tell('report', { address, address_type: addressType, connectable, rssi, items, parsed: parsedDataItems });
}

// A function of the manager whose callback tells an HCI status.
function asked(manager, verb, ...words) {
  return new Promise((resolve, reject) => {
    manager[verb](...words, (status) =>
      status === HciErrors.SUCCESS ? resolve() : reject(new Error(`${verb}: ${HciErrors.toString(status)}`)));
  });
}

function verbsOf(manager) {
  let scanner = null;
  return {
    async scan(active) {
      scanner = manager.startScan({ activeScan: active === '1', scanWindow: 160, scanInterval: 160 });
      scanner.on('report', tellReport);
    },
    async stop_scan() {
      scanner.stopScan();
    },
    async advertise(type, data, response, peerType, peer) {
      await asked(manager, 'setAdvertisingData', octets(data));
      await asked(manager, 'setScanResponseData', octets(response));
      const parameters = { advertisingType: type, intervalMin: 160, intervalMax: 160 };
      if (peer) {
        parameters.directedAddress = { type: peerType, address: peer };
      }
      manager.startAdvertising(parameters, (status) => tell('advertising_ended', { status }));
    },
    stop: () => asked(manager, 'stopAdvertising')
  };
}

const [port, staticRandomAddress] = process.argv.slice(2);
BleManager.create(new Transport(port.replace(/^unix:/, '')), { staticRandomAddress }, (error, manager) => {
  if (error) {
    throw error;
  }
  manager.on('error', (trouble) => {
    throw trouble;
  });
  serve(verbsOf(manager));
  tell('ready', { address: staticRandomAddress || '' });
});
