import { describe, expect, test } from 'vitest';
import type { Report, Session } from '#core';
import { findScenarios, openOn } from '../harness/fixture-language/scenario.ts';
import { createScript, type EditScript } from './edit-script.ts';

/** Edits that each scenario goes through, one on top of the other. */
const edits = 6;
const scenarios = findScenarios();

describe('an updated session says what a new one says', () => {
  for (const { name, files } of scenarios) {
    test(name, () => {
      const script = createScript(name, files);
      const session = openOn(files);
      session.report();
      for (let step = 0; step < edits; step++) check(session, script);
      session.update(script.undo());
      expect(comparable(session.report())).toEqual(comparable(openOn(files).report()));
    });
  }
});

describe('many applications in one workspace', () => {
  const files = new Map(
    scenarios.flatMap((scenario, index) => [...scenario.files].map(([path, text]) => [`s${index}/${path}`, text] as const)),
  );
  test.each([1, 2])('script %i', { timeout: 240_000 }, (seed) => {
    const script = createScript(`all ${seed}`, files);
    const session = openOn(files);
    session.report();
    for (let step = 0; step < 2; step++) check(session, script);
  });
});

test('a controller whose module is lost stays a controller that nothing is known to use, edit after edit', () => {
  const files = new Map([
    [
      'main.ts',
      "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nvoid NestFactory.create(AppModule);\n",
    ],
    [
      'app.module.ts',
      "import { Module } from '@nestjs/common';\nimport { Notes } from './notes';\n@Module({ controllers: [Notes] })\nexport class AppModule {}\n",
    ],
    [
      'notes.ts',
      "import { Controller, Get } from '@nestjs/common';\n@Controller('notes')\nexport class Notes {\n  @Get()\n  list() {}\n}\n",
    ],
  ]);
  const session = openOn(files);
  session.report();
  for (const text of [
    "import { Module } from '@nestjs/common';\nimport { Notes } from './notes';\n",
    "import { Module } from '@nestjs/common';\n",
    '',
  ]) {
    session.update([{ path: 'app.module.ts', text }]);
    expect(session.report().routes.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /notes']);
  }
});

test('what a function does that is run on its own is not seen by modules that run again', () => {
  // Half typed: the export stands inside the handler, so that the module exports nothing.
  const drivers =
    "const router = require('express').Router();\nrouter.delete('/:code', (req, res) => {\n  res.sendStatus(204);\nmodule.exports = router;\n";
  const server = "const app = require('express')();\napp.use('/drivers', require('./drivers.js'));\n";
  const session = openOn(
    new Map([
      ['drivers.js', drivers],
      ['server.js', server],
    ]),
  );
  session.report();
  session.update([{ path: 'server.js', text: `${server}\n` }]);
  expect(session.report().routes.map(({ path }) => path)).toEqual(['/:code']);
});

/** Makes the next edit of the script in the session and compares with an analysis from scratch. */
function check(session: Session, script: EditScript): void {
  const change = script.next();
  session.update([change]);
  expect(comparable(session.report()), `after editing ${change.path}:\n${change.text}`).toEqual(comparable(openOn(script.files).report()));
}

/** The report without what counts work instead of describing the workspace. */
function comparable({ routes, findings, suppressed, policyProblems, internalErrors }: Report) {
  return { routes, findings, suppressed, policyProblems, internalErrors };
}
