// SPDX-License-Identifier: MIT
// ble_host.js unix:PATH [STATIC-ADDRESS]: ble-host in both roles, with a transport of ours: whole packets on a socket.
//
//     scan ACTIVE | stop_scan
//     advertise TYPE DATA RESPONSE [PEER-TYPE PEER] | stop
//     serve SERVICES | serve_advertising | notify UUID DATA | indicate UUID DATA
//     connect ADDRESS | tree | read UUID | read_descriptor UUID DESCRIPTOR | write UUID DATA | command UUID DATA |
//     subscribe UUID
//     disconnect
'use strict';
const { EventEmitter } = require('events');
const net = require('net');
const { AttErrors, BleManager, HciErrors } = require('ble-host');
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

// ---------------------------------------------------------------------------------------------------- GATT

const BASE_UUID = '-0000-1000-8000-00805F9B34FB';

// UUIDs of gatt.py have 4 or 32 digits, those of ble-host are whole.
function wholeUuid(uuid) {
  const text = uuid.length === 4 ? `0000${uuid}${BASE_UUID}`
    : uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return text.toUpperCase();
}

// A callback that is given an ATT error and a value, as a promise.
function answered(ask) {
  return new Promise((resolve, reject) => ask((error, value) =>
    error === AttErrors.SUCCESS ? resolve(value) : reject(new Error(`ATT error ${error}`))));
}

function verbsOfServer(manager, links) {
  const served = {};
  const kinds = { writeWithoutResponse: 'write-without-response' };

  function characteristic({ uuid, properties, value, descriptors }) {
    const it = {
      uuid: wholeUuid(uuid),
      properties: properties.map((name) => kinds[name] || name),
      value: octets(value),
      descriptors: descriptors.map((descriptor) => ({ uuid: wholeUuid(descriptor.uuid), value: octets(descriptor.value) }))
    };
    it.onWrite = (connection, needsResponse, data, answer) => {
      it.value = data;
      tell('written', { uuid, data: data.toString('hex') });
      answer(AttErrors.SUCCESS);
    };
    it.onSubscriptionChange = (connection, notification, indication) => {
      if (notification || indication) {
        tell('subscribed', { uuid });
      }
    };
    served[uuid] = it;
    return it;
  }

  return {
    async serve(definition) {
      manager.gattDb.addServices(JSON.parse(definition).map(({ uuid, characteristics }) =>
        ({ uuid: wholeUuid(uuid), characteristics: characteristics.map(characteristic) })));
    },
    async serve_advertising() {
      await asked(manager, 'setAdvertisingData', octets('020106'));
      manager.startAdvertising({ intervalMin: 160, intervalMax: 160 }, (status, connection) => links.take(connection));
    },
    async notify(uuid, data) {
      served[uuid].notify(links.last, octets(data));
    },
    indicate: (uuid, data) => new Promise((resolve) => served[uuid].indicate(links.last, octets(data), resolve))
  };
}

function verbsOfClient(manager, links) {
  const found = {};
  const listed = (object, verb) => new Promise((resolve) => object[verb](resolve));

  async function characteristics(service) {
    const told = [];
    for (const it of await listed(service, 'discoverCharacteristics')) {
      const descriptors = await listed(it, 'discoverDescriptors');
      const properties = Object.keys(it.properties).filter((name) => it.properties[name]);
      found[it.uuid] = { it, descriptors };
      told.push({ uuid: it.uuid, properties, descriptors: descriptors.map(({ uuid }) => uuid) });
    }
    return told;
  }

  async function tree() {
    const services = [];
    for (const service of await listed(links.last.gatt, 'discoverAllPrimaryServices')) {
      services.push({ uuid: service.uuid, includes: [], characteristics: await characteristics(service) });
    }
    return { services };
  }

  async function subscribe(uuid) {
    const { it } = found[wholeUuid(uuid)];
    it.on('change', (value, isIndication, confirm) => {
      tell('told', { uuid, data: value.toString('hex') });
      if (isIndication) {
        confirm();
      }
    });
    await answered((done) => it.writeCCCD(it.properties.notify, it.properties.indicate, done));
  }

  async function readDescriptor(uuid, descriptor) {
    const it = found[wholeUuid(uuid)].descriptors.find((one) => one.uuid === wholeUuid(descriptor));
    return { data: (await answered((done) => it.read(done))).toString('hex') };
  }

  return {
    async connect(address) {
      await new Promise((resolve) => manager.connect('public', address, {}, (connection) => {
        links.take(connection);
        resolve();
      }));
      await answered((done) => links.last.gatt.exchangeMtu(done));
    },
    tree,
    read: async (uuid) => ({ data: (await answered((done) => found[wholeUuid(uuid)].it.read(done))).toString('hex') }),
    read_descriptor: readDescriptor,
    write: (uuid, data) => answered((done) => found[wholeUuid(uuid)].it.write(octets(data), done)),
    command: (uuid, data) => new Promise((resolve) =>
      found[wholeUuid(uuid)].it.writeWithoutResponse(octets(data), resolve)),
    subscribe
  };
}

// The connection that came last, whichever role it gave.
class Links {
  take(connection) {
    this.last = connection;
    tell('connected', { address: connection.peerAddress });
    connection.on('disconnect', (reason) => tell('disconnected', { reason }));
  }
}

// ---------------------------------------------------------------------------------------------------- verbs

function verbsOf(manager) {
  const links = new Links();
  let scanner = null;
  return {
    ...verbsOfServer(manager, links),
    ...verbsOfClient(manager, links),
    async disconnect() {
      links.last.disconnect();
    },
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
