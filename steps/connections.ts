import { Then, When } from '@cucumber/cucumber';
import { readModel } from '../src/scenario/choices';
import { closeConnection, endSide, openConnections, sendPacket } from '../src/scenario/connections';
import {
  expectEntryState,
  expectNoEntry,
  expectStatus,
  expectTimeLeft,
} from '../src/scenario/connectionVerdicts';
import { expectConsistent, expectEmptyListing, expectListing } from '../src/scenario/conntrackListing';
import { flushTables, restartPod } from '../src/scenario/incidents';
import { deletePod } from '../src/scenario/inventory';
import { expectPackets } from '../src/scenario/packetTable';
import { expectConnectionExit, expectConnectionFailsWith } from '../src/scenario/sights';
import { passTime } from '../src/scenario/time';
import { cellsOf, scenarioOf, textOf } from './scenarioOf';

When('{endpoint} opens a connection to {target}', function (client: string, target: string) {
  openConnections(scenarioOf(this), client, target);
});

When('{endpoint} opens {int} connections to {target}', function (client: string, times: number, to: string) {
  openConnections(scenarioOf(this), client, to, times);
});

When('{endpoint} sends {packet}', function (sender: string, packet: string) {
  sendPacket(scenarioOf(this), sender, packet);
});

When('{endpoint} answers', function (sender: string) {
  sendPacket(scenarioOf(this), sender, 'data');
});

When('{endpoint} closes {connection}', function (closer: string, connection: string) {
  closeConnection(scenarioOf(this), closer, connection);
});

When('{endpoint} half-closes {connection}', function (closer: string, connection: string) {
  endSide(scenarioOf(this), closer, connection, 'finish');
});

When('{endpoint} resets {connection}', function (resetter: string, connection: string) {
  endSide(scenarioOf(this), resetter, connection, 'reset');
});

When('{duration} pass(es)', function (duration: string) {
  passTime(scenarioOf(this), duration);
});

When('pod {pod} restarts', function (pod: string) {
  restartPod(scenarioOf(this), pod);
});

When('pod {pod} is deleted', function (pod: string) {
  deletePod(scenarioOf(this), pod);
});

When('the conntrack table(s) is/are flushed', function () {
  flushTables(scenarioOf(this));
});

When('the conntrack table of {place} is flushed', function (place: string) {
  flushTables(scenarioOf(this), place);
});

Then('{connection} is {status}', function (connection: string, status: string) {
  expectStatus(scenarioOf(this), connection, status);
});

Then('{connection} hangs', function (connection: string) {
  expectStatus(scenarioOf(this), connection, 'hanging');
});

Then(
  'under the {model} model, {connection} was {status}',
  function (model: string, connection: string, status: string) {
    expectStatus(scenarioOf(this), connection, status, readModel(model));
  },
);

Then('{connection} was {status}', function (connection: string, status: string) {
  expectStatus(scenarioOf(this), connection, status);
});

Then('{connection} timed out', function (connection: string) {
  expectStatus(scenarioOf(this), connection, 'timed out');
});

Then(
  'under the {model} model, {connection} is {status}',
  function (model: string, connection: string, status: string) {
    expectStatus(scenarioOf(this), connection, status, readModel(model));
  },
);

Then('under the {model} model, {connection} hangs', function (model: string, connection: string) {
  expectStatus(scenarioOf(this), connection, 'hanging', readModel(model));
});

Then('under the {model} model, {connection} timed out', function (model: string, connection: string) {
  expectStatus(scenarioOf(this), connection, 'timed out', readModel(model));
});

Then('{connection} fails with {sight}', function (connection: string, sight: string) {
  expectConnectionFailsWith(scenarioOf(this), connection, sight);
});

Then('{tool} exits with {int} for {connection}', function (tool: string, code: number, connection: string) {
  expectConnectionExit(scenarioOf(this), connection, tool, code);
});

Then('conntrack has {connection} in state {word}', function (connection: string, state: string) {
  expectEntryState(scenarioOf(this), connection, state);
});

Then(
  'conntrack has {connection} in state {word} on {place}',
  function (connection: string, state: string, place: string) {
    expectEntryState(scenarioOf(this), connection, state, place);
  },
);

Then('conntrack has no entry for {connection}', function (connection: string) {
  expectNoEntry(scenarioOf(this), connection);
});

Then('conntrack has no entry for {connection} on {place}', function (connection: string, place: string) {
  expectNoEntry(scenarioOf(this), connection, place);
});

Then('conntrack keeps {connection} for another {duration}', function (connection: string, duration: string) {
  expectTimeLeft(scenarioOf(this), connection, duration);
});

Then(
  'conntrack keeps {connection} for another {duration} on {place}',
  function (connection: string, duration: string, place: string) {
    expectTimeLeft(scenarioOf(this), connection, duration, place);
  },
);

Then('the conntrack table(s) is/are consistent', function () {
  expectConsistent(scenarioOf(this));
});

Then('conntrack -L shows nothing', function () {
  expectEmptyListing(scenarioOf(this));
});

Then('conntrack -L shows nothing on {place}', function (place: string) {
  expectEmptyListing(scenarioOf(this), place);
});

Then('conntrack -L shows:', function (lines: unknown) {
  expectListing(scenarioOf(this), textOf(lines, 'conntrack -L shows:', 'the lines it prints'));
});

Then('conntrack -L on {place} shows:', function (place: string, lines: unknown) {
  expectListing(scenarioOf(this), textOf(lines, 'conntrack -L on … shows:', 'the lines it prints'), place);
});

Then('the packets are:', function (table: unknown) {
  expectPackets(scenarioOf(this), cellsOf(table, 'the packets are:'));
});

Then('under the {model} model, the packets are:', function (model: string, table: unknown) {
  const cells = cellsOf(table, 'under the … model, the packets are:');
  expectPackets(scenarioOf(this), cells, readModel(model));
});
