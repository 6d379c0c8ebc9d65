import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FUNCTIONS } from '../../../../../server/src/core/formats/terraform/functions';
import { UNKNOWABLE_FUNCTIONS } from '../../../../../server/src/core/formats/terraform/functions/unknowable';
import { evaluateText, summarize } from '../support';

/** What Terraform 1.15 and OpenTofu 1.12 call a function, and where each of these stands here. */
const BUILT_IN = {
  workedOut: [
    'abs abspath alltrue anytrue base64decode base64encode base64sha256 base64sha512 basename ceil chomp',
    'chunklist cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat',
    'contains csvdecode dirname distinct element endswith ephemeralasnull file filebase64 filebase64sha256',
    'filebase64sha512 fileexists filemd5 fileset filesha1 filesha256 filesha512 flatten floor format formatdate',
    'formatlist indent index join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min',
    'nonsensitive one parseint pathexpand pow range regex regexall replace reverse sensitive setintersection',
    'setproduct setsubtract setunion sha1 sha256 sha512 signum slice sort split startswith strcontains strrev',
    'substr sum templatefile templatestring textdecodebase64 textencodebase64 timeadd timecmp title tobool tolist',
    'tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix upper urldecode urlencode',
    'uuidv5 values yamldecode yamlencode zipmap',
  ],
  /** Their arguments are not values, or are allowed to fail. */
  forms: ['can convert try'],
  /** With a reason that says why. */
  unknown: ['base64gunzip base64gzip bcrypt issensitive plantimestamp rsadecrypt timestamp uuid'],
  /** list() and map() are an error in every version that is in use; type() exists only in the console. */
  refused: ['list map type'],
};

const names = (group: keyof typeof BUILT_IN): readonly string[] =>
  BUILT_IN[group].join(' ').split(' ').sort();

describe('functions of the language', () => {
  it('are all accounted for', () => {
    assert.deepEqual([...FUNCTIONS.keys()].sort(), [...names('workedOut'), ...names('unknown')].sort());
    assert.deepEqual(Object.keys(UNKNOWABLE_FUNCTIONS).sort(), names('unknown'));
  });

  for (const name of names('unknown')) {
    it(`says why ${name}() is not known`, () => {
      assert.match(summarize(evaluateText(`${name}("x")`)), new RegExp(`^<${name}\\(\\) .+>$`));
    });
  }

  for (const name of names('forms')) {
    it(`reads ${name}() as a form of expression`, () => {
      assert.doesNotMatch(summarize(evaluateText(`${name}()`)), /there is no function/);
    });
  }

  for (const name of names('refused')) {
    it(`refuses ${name}()`, () => {
      assert.match(summarize(evaluateText(`${name}("x")`)), /^error: there is no function/);
    });
  }
});
