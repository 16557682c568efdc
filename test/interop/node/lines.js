// SPDX-License-Identifier: MIT
// How a host of npm's talks with peers.py: a command a line in, JSON lines out.
//
//     serve({ async scan() { ... }, ... })      a verb for each command; it is done when its promise is, and what that
//                                               gives is told with it
//     tell('ready', { address })                something that happened; "ready" when commands may come
'use strict';
const readline = require('readline');

function tell(event, fields) {
  process.stdout.write(JSON.stringify({ event, ...fields }) + '\n');
}

function serve(verbs) {
  let line = 0;
  readline.createInterface({ input: process.stdin }).on('line', async (text) => {
    const number = ++line;
    const [verb, ...words] = text.split(' ');
    try {
      const result = await verbs[verb](...words);
      tell('done', { line: number, status: 0, ...result });
    } catch (error) {
      tell('done', { line: number, status: -1, text: String(error.stack) });
    }
  }).on('close', () => process.exit(0));
}

// Octets of a word; "-" for none.
function octets(word) {
  return Buffer.from(word === '-' ? '' : word, 'hex');
}

module.exports = { tell, serve, octets };
