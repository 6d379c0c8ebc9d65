import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { version } from '../../../package.json';
import { jsonCoverage, jsonReport } from '../../../server/src/cli/reporters/json';
import { analysisOf, placeOf, policyAt } from './analysis';

const FILE = { path: 'net/sg.yaml', text: 'firewall:\n  name: branch\n  rules: []\n' };
const POLICY = policyAt('branch', placeOf(FILE, 'name: branch'));
const COVERAGE = [
  {
    policy: 'branch',
    at: POLICY.at,
    role: 'client-network',
    region: 'us-west-2',
    requirement: 'client.streaming.pcoip',
    verdict: 'met',
    evidence: [placeOf(FILE, 'rules')],
    why: '--role says so',
  },
] as const;

describe('jsonReport', () => {
  it('has the keys of the contract in its order', () => {
    const analysis = analysisOf(
      [
        {
          fingerprint: 'f1',
          related: [{ at: placeOf(FILE, 'rules'), message: 'Related.' }],
          missing: [
            {
              peers: ['34.223.96.0/22'],
              sourcePorts: '4195',
              ports: '1024-65535',
              protocol: 'udp',
              direction: 'inbound',
            },
          ],
          requirement: 'client.streaming.wsp',
          family: 'client.streaming',
          region: 'us-west-2',
          role: 'client-network',
          policy: POLICY,
          at: POLICY.at,
          message: 'Missing.',
          severity: 'error',
          rule: 'missing-return-path',
        },
      ],
      { coverage: COVERAGE, met: 1, missing: 1 },
    );
    const report = `{
  "schema": 1,
  "tool": {
    "name": "workspaces-netlint",
    "version": "${version}"
  },
  "catalog": {
    "edition": "2026-08-22",
    "ipRanges": "2026-08-22-15-17-05"
  },
  "findings": [
    {
      "rule": "missing-return-path",
      "severity": "error",
      "message": "Missing.",
      "file": "net/sg.yaml",
      "range": {
        "start": {
          "line": 2,
          "column": 3
        },
        "end": {
          "line": 2,
          "column": 15
        }
      },
      "policy": "branch",
      "role": "client-network",
      "region": "us-west-2",
      "requirement": "client.streaming.wsp",
      "missing": [
        {
          "direction": "inbound",
          "protocol": "udp",
          "ports": "1024-65535",
          "sourcePorts": "4195",
          "peers": [
            "34.223.96.0/22"
          ]
        }
      ],
      "related": [
        {
          "message": "Related.",
          "file": "net/sg.yaml",
          "range": {
            "start": {
              "line": 3,
              "column": 3
            },
            "end": {
              "line": 3,
              "column": 8
            }
          }
        }
      ],
      "fingerprint": "f1"
    }
  ],
  "coverage": [
    {
      "policy": "branch",
      "file": "net/sg.yaml",
      "role": "client-network",
      "region": "us-west-2",
      "requirement": "client.streaming.pcoip",
      "verdict": "met",
      "evidence": [
        {
          "file": "net/sg.yaml",
          "line": 3
        }
      ]
    }
  ],
  "summary": {
    "files": 1,
    "policies": 1,
    "judged": 1,
    "met": 1,
    "missing": 1,
    "undetermined": 0,
    "errors": 1,
    "warnings": 0,
    "infos": 0,
    "suppressed": 0
  }
}
`;
    assert.equal(jsonReport(analysis), report);
  });

  it('leaves out what does not apply', () => {
    const finding = {
      rule: 'undetermined-flow',
      severity: 'info',
      message: 'Unknown.',
      at: POLICY.at,
      requirements: ['a', 'b'],
      related: [],
      fingerprint: 'f2',
    } as const;
    assert.match(
      jsonReport(analysisOf([finding])),
      /"range": \{[^]*?\n {6}\},\n {6}"requirements": \[\n {8}"a",\n {8}"b"\n {6}\],\n {6}"fingerprint": "f2"\n/,
    );
  });
});

describe('jsonCoverage', () => {
  it('is the coverage of the report, with reasons on demand', () => {
    const analysis = analysisOf([], { coverage: COVERAGE });
    const told = jsonCoverage(analysis, true);
    assert.match(told, /"why": "--role says so"/);
    const untold = jsonCoverage(analysis, false);
    assert.equal(untold, told.replace(/,\s+"why": "[^"]*"/, ''));
    assert.ok(
      jsonReport(analysis).includes(untold.slice(untold.indexOf('"coverage"'), untold.lastIndexOf(']'))),
    );
  });
});
