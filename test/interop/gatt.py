# SPDX-License-Identifier: MIT
"""One conversation between a GATT client and a GATT server, whoever they are: converse(server, client, mtu).

A server is OurServer(radio) or a node of somebody else's with the verbs serve, advertise, notify, indicate and
disconnect; a client OurClient(radio) or a node with connect, tree, read, read_descriptor, write, command, subscribe and
disconnect (TheirServer, TheirClient). What a server is told are its events connected, disconnected, written and
subscribed; of a client told (a notification or an indication) and disconnected.
"""
import json

from peers import CONNECTABLE, SCANNABLE

FLAGS = bytes.fromhex("020106")
READ, WRITE_NO_RESPONSE, WRITE, NOTIFY, INDICATE = 0x02, 0x04, 0x08, 0x10, 0x20
PROPERTIES = {"read": READ, "writeWithoutResponse": WRITE_NO_RESPONSE, "write": WRITE, "notify": NOTIFY,
              "indicate": INDICATE}
(FIND_SERVICES, FIND_INCLUDED, FIND_CHARACTERISTICS, FIND_DESCRIPTORS, READ_VALUE, READ_LONG, _, _, _, WRITE_VALUE, WRITE_COMMAND,
 WRITE_LONG) = range(12)
BASE = "00001000800000805f9b34fb"
LONGEST, INTERVAL_US = 512, 7500
BATTERY, LEVEL, DESCRIPTION, CCCD = "180f", "2a19", "2901", "2902"
SERVICE, VALUE, NOTIFIES, INDICATES, FIXED = (f"1d5a000{n}9bd54c2e8f3a6b1e5d7c2a90" for n in range(1, 6))


def pattern(size, seed=0):
    return bytes((seed + 7 * at + at // 256) & 0xff for at in range(size))


TEXT = b"longer than what fits the smallest MTU"
SERVICES = [
    {"uuid": BATTERY, "includes": [], "characteristics": [
        {"uuid": LEVEL, "properties": ["read"], "value": "57", "descriptors": []}]},
    {"uuid": SERVICE, "includes": [BATTERY], "characteristics": [
        {"uuid": VALUE, "properties": ["read", "write", "writeWithoutResponse"], "value": pattern(300).hex(),
         "descriptors": [{"uuid": DESCRIPTION, "value": TEXT.hex()}]},
        {"uuid": NOTIFIES, "properties": ["notify"], "value": "", "descriptors": []},
        {"uuid": INDICATES, "properties": ["indicate"], "value": "",
         "descriptors": [{"uuid": DESCRIPTION, "value": b"indicates".hex()}]},
        {"uuid": FIXED, "properties": ["read"], "value": pattern(LONGEST, 3).hex(), "descriptors": []}]},
]


def short(uuid):
    """As the tests write UUIDs: 4 or 32 digits."""
    digits = uuid.replace("-", "").lower()
    if len(digits) == 32 and digits.startswith("0000") and digits.endswith(BASE):
        return digits[4:8]
    return digits.zfill(4)


def dashed(uuid):
    return uuid if len(uuid) == 4 else "-".join((uuid[:8], uuid[8:12], uuid[12:16], uuid[16:20], uuid[20:]))


def names_of(properties):
    return sorted(name for name, bit in PROPERTIES.items() if properties & bit)


def tells(characteristic):
    return "notify" in characteristic["properties"] or "indicate" in characteristic["properties"]


def expected_tree(includes):
    return [{"uuid": service["uuid"], "includes": service["includes"] if includes else [], "characteristics": [
        {"uuid": it["uuid"], "properties": sorted(it["properties"]),
         "descriptors": sorted([descriptor["uuid"] for descriptor in it["descriptors"]] + [CCCD] * tells(it))}
        for it in service["characteristics"]]} for service in SERVICES]


# ---------------------------------------------------------------------------------------------------- ours

class OurServer:
    includes = True

    def __init__(self, radio):
        self.radio = radio
        self.address, self.address_type, self.link, self.handles = radio.address, 0, None, {}

    def serve(self):
        services = {}
        for service in SERVICES:
            words = [f"={services[uuid]}" for uuid in service["includes"]]
            for it in service["characteristics"]:
                bits = sum(PROPERTIES[name] for name in it["properties"])
                words.append(f"{dashed(it['uuid'])}:{bits}:0:{LONGEST}:{it['value'] or '-'}")
                words += [f"+{dashed(descriptor['uuid'])}:{descriptor['value']}" for descriptor in it["descriptors"]]
            answer = bytes.fromhex(self.radio.ask("service", dashed(service["uuid"]), *words)["answer"])
            services[service["uuid"]] = int.from_bytes(answer[:2], "little")
            handle = services[service["uuid"]] + 1 + len(service["includes"])
            for it in service["characteristics"]:
                self.handles[it["uuid"]] = handle + 1
                handle += 2 + tells(it) + len(it["descriptors"])
            assert handle - 1 == int.from_bytes(answer[2:], "little")

    def advertise(self):
        self.radio.advertise(CONNECTABLE | SCANNABLE, FLAGS)

    def mark(self):
        return self.radio.mark()

    def wait(self, event, since, **fields):
        return self.radio.wait(lambda it: it["event"] == event and
                               all(it[name] == value for name, value in fields.items()), since)

    def connected(self, since):
        self.link = self.wait("connected", since, role=1)["link"]

    def disconnected(self, since):
        return self.wait("disconnected", since, link=self.link)["reason"]

    def written(self, since, size):
        """All of it: a long write may be told in parts."""
        def whole(_):
            parts = [it for it in self.radio.events[since:] if it["event"] == "written"]
            return sum(len(it["data"]) // 2 for it in parts) >= size
        self.radio.wait(whole, since)
        parts = [it for it in self.radio.events[since:] if it["event"] == "written"]
        assert all(it["handle"] == self.handles[VALUE] for it in parts), parts
        data = bytearray()
        for it in parts:
            assert it["offset"] == len(data), parts
            data += bytes.fromhex(it["data"])
        return bytes(data)

    def subscribed(self, uuid, since):
        self.wait("subscribed", since, handle=self.handles[uuid], notify=uuid == NOTIFIES, indicate=uuid == INDICATES)

    def notify(self, uuid, data):
        """An indication: done when it was confirmed."""
        self.radio.ask("notify", self.link, self.handles[uuid], data.hex() or "-")

    indicate = notify

    def disconnect(self):
        self.radio.ask("disconnect", self.link)


class OurClient:
    includes = True

    def __init__(self, radio):
        self.radio = radio
        self.link, self.handles, self.properties, self.descriptors = None, {}, {}, {}

    def mark(self):
        return self.radio.mark()

    def connect(self, server):
        since = self.radio.mark()
        self.radio.ask("connect", server.address_type, server.address.replace(":", ""), 10000, INTERVAL_US)
        self.link = self.radio.wait(lambda it: it["event"] == "connected" and it["role"] == 0, since)["link"]

    def gatt(self, kind, operation, handle=0, end=0, uuid="-", data=b""):
        """@return the events of a kind that it brought"""
        since = self.radio.mark()
        self.radio.ask("gatt", self.link, operation, handle, end, uuid, data.hex() or "-")
        return [it for it in self.radio.events[since:] if it["event"] == kind and it["link"] == self.link]

    def tree(self):
        tree = []
        for service in self.gatt("found", FIND_SERVICES):
            included = self.gatt("found", FIND_INCLUDED, service["handle"], service["end"])
            entry = {"uuid": short(service["uuid"]), "includes": [short(it["uuid"]) for it in included],
                     "characteristics": []}
            found = self.gatt("found", FIND_CHARACTERISTICS, service["handle"], service["end"])
            for it, follower in zip(found, found[1:] + [None]):
                end = follower["handle"] - 1 if follower else service["end"]
                uuid = short(it["uuid"])
                descriptors = []
                if end > it["value_handle"]:
                    descriptors = self.gatt("found", FIND_DESCRIPTORS, it["value_handle"] + 1, end)
                self.handles[uuid], self.properties[uuid] = it["value_handle"], it["properties"]
                self.descriptors[uuid] = {short(descriptor["uuid"]): descriptor["handle"] for descriptor in descriptors}
                entry["characteristics"].append({"uuid": uuid, "properties": names_of(it["properties"]),
                                                 "descriptors": sorted(self.descriptors[uuid])})
            tree.append(entry)
        return tree

    def read_handle(self, handle):
        data = bytearray()
        for part in self.gatt("value", READ_LONG, handle):
            assert part["offset"] == len(data), part
            data += bytes.fromhex(part["data"])
        return bytes(data)

    def read(self, uuid):
        return self.read_handle(self.handles[uuid])

    def read_descriptor(self, uuid, descriptor):
        return self.read_handle(self.descriptors[uuid][descriptor])

    def write(self, uuid, data):
        self.gatt("", WRITE_VALUE, self.handles[uuid], data=data)

    def write_long(self, uuid, data):
        self.gatt("", WRITE_LONG, self.handles[uuid], data=data)

    def command(self, uuid, data):
        self.gatt("", WRITE_COMMAND, self.handles[uuid], data=data)

    def subscribe(self, uuid):
        bits = 1 if self.properties[uuid] & NOTIFY else 2
        self.gatt("", WRITE_VALUE, self.descriptors[uuid][CCCD], data=bytes([bits, 0]))

    def told(self, uuid, since, count=1):
        def of_it(event):
            return event["event"] == "notified" and event["handle"] == self.handles[uuid]
        self.radio.wait(of_it, since, count)
        found = [it for it in self.radio.events[since:] if of_it(it)]
        assert all(it["indication"] == bool(self.properties[uuid] & INDICATE) for it in found), found
        return [bytes.fromhex(it["data"]) for it in found]

    def disconnected(self, since):
        return self.radio.wait(lambda it: it["event"] == "disconnected" and it["link"] == self.link, since)["reason"]

    def disconnect(self):
        self.radio.ask("disconnect", self.link)


# ---------------------------------------------------------------------------------------------------- theirs

class Theirs:
    """What both roles have."""

    def __init__(self, node, address_type=0):
        self.node = node
        self.address, self.address_type = node.address, address_type

    def mark(self):
        return self.node.mark()

    def wait(self, event, since, count=1, **fields):
        return self.node.wait(lambda it: it["event"] == event and
                              all(it[name] == value for name, value in fields.items()), since, count)

    def disconnected(self, since):
        self.wait("disconnected", since)

    def disconnect(self):
        self.node.ask("disconnect")


class TheirServer(Theirs):
    def __init__(self, node, address_type=0, includes=True):
        super().__init__(node, address_type)
        self.includes = includes

    def serve(self):
        self.node.ask("serve", json.dumps(SERVICES, separators=(",", ":")))

    def advertise(self):
        self.node.ask("serve_advertising")

    def connected(self, since):
        self.wait("connected", since)

    def written(self, since, size):
        self.wait("written", since)
        parts = [it for it in self.node.events[since:] if it["event"] == "written"]
        assert [it["uuid"] for it in parts] == [VALUE], parts
        assert len(parts[0]["data"]) == 2 * size, parts
        return bytes.fromhex(parts[0]["data"])

    def subscribed(self, uuid, since):
        self.wait("subscribed", since, uuid=uuid)

    def notify(self, uuid, data):
        self.node.ask("notify", uuid, data.hex() or "-")

    def indicate(self, uuid, data):
        """Done when it was confirmed."""
        self.node.ask("indicate", uuid, data.hex() or "-")


class TheirClient(Theirs):
    def __init__(self, node, mtu=517, includes=True):
        super().__init__(node)
        self.mtu, self.includes = mtu, includes

    def connect(self, server):
        self.node.ask("connect", server.address, self.mtu)

    def tree(self):
        return [{"uuid": short(service["uuid"]), "includes": [short(uuid) for uuid in service["includes"]],
                 "characteristics": [{"uuid": short(it["uuid"]), "properties": sorted(it["properties"]),
                                      "descriptors": sorted(map(short, it["descriptors"]))}
                                     for it in service["characteristics"]]}
                for service in self.node.ask("tree")["services"]]

    def read(self, uuid):
        return bytes.fromhex(self.node.ask("read", uuid)["data"])

    def read_descriptor(self, uuid, descriptor):
        return bytes.fromhex(self.node.ask("read_descriptor", uuid, descriptor)["data"])

    def write(self, uuid, data):
        self.node.ask("write", uuid, data.hex() or "-")

    write_long = write

    def command(self, uuid, data):
        self.node.ask("command", uuid, data.hex() or "-")

    def subscribe(self, uuid):
        self.node.ask("subscribe", uuid)

    def told(self, uuid, since, count=1):
        self.wait("told", since, count, uuid=uuid)
        return [bytes.fromhex(it["data"]) for it in self.node.events[since:]
                if it["event"] == "told" and it["uuid"] == uuid]


# ---------------------------------------------------------------------------------------------------- conversation

def join(server, client):
    since = server.mark()
    client.connect(server)
    server.connected(since)


def check_reading(client, includes):
    tree = client.tree()
    generic = {service["uuid"]: [it["uuid"] for it in service["characteristics"]] for service in tree}
    assert "2a00" in generic["1800"] and "2a05" in generic["1801"], tree
    found = [service for service in tree if service["uuid"] not in ("1800", "1801")]
    assert found == expected_tree(includes), found
    assert client.read(LEVEL) == b"\x57"
    assert client.read(VALUE) == pattern(300)
    assert client.read(FIXED) == pattern(LONGEST, 3)
    assert client.read_descriptor(VALUE, DESCRIPTION) == TEXT


def check_writing(server, client, mtu):
    for verb, data in ((client.write, b"\x01"), (client.command, b"\x02\x03"), (client.write, pattern(mtu - 3, 5)),
                       (client.command, pattern(mtu - 3, 6)), (client.write_long, pattern(LONGEST, 7)),
                       (client.write, b"\x09" * 20)):
        since = server.mark()
        data = data[:LONGEST]
        verb(VALUE, data)
        assert server.written(since, len(data)) == data
        assert client.read(VALUE) == data


def check_telling(server, client, mtu):
    """What is longer than the MTU allows is cut (Vol 3 Part F 3.4.7.1): both have agreed on the same one."""
    for uuid, tell in ((NOTIFIES, server.notify), (INDICATES, server.indicate)):
        since = server.mark()
        client.subscribe(uuid)
        server.subscribed(uuid, since)
        values = [pattern(size, size) for size in (1, 0, 2, 20, min(mtu - 3, LONGEST), min(mtu, LONGEST), *range(1, 9))]
        since = client.mark()
        for value in values:
            tell(uuid, value)
        told = client.told(uuid, since, len(values))
        assert told == [value[:mtu - 3] for value in values], (told, values)


def converse(server, client, mtu):
    """Everything, then the client leaves; it comes again, and the server ends it."""
    server.advertise()
    join(server, client)
    check_reading(client, server.includes and client.includes)
    check_writing(server, client, mtu)
    check_telling(server, client, mtu)
    since = server.mark()
    client.disconnect()
    assert server.disconnected(since) in (None, 0x13)
    server.advertise()
    join(server, client)
    client.tree()
    assert client.read(VALUE) == b"\x09" * 20 and client.read(LEVEL) == b"\x57"
    since = client.mark()
    server.disconnect()
    assert client.disconnected(since) in (None, 0x13)
