import assert from 'node:assert/strict';
import { it } from 'node:test';
import { regionOfZone } from '../../../../server/src/core/deployment/inference/zones';

it('the Region of a zone is known by its name and by its id', () => {
  const regions = {
    'us-east-1a': 'us-east-1',
    'ap-northeast-3c': 'ap-northeast-3',
    'us-gov-west-1b': 'us-gov-west-1',
    'us-west-2-lax-1a': 'us-west-2',
    'us-east-1-wl1-bos-wlz-1': 'us-east-1',
    'use1-az1': 'us-east-1',
    'usw2-lax1-az1': 'us-west-2',
    'apne1-az4': 'ap-northeast-1',
    'apse2-az1': 'ap-southeast-2',
    'aps1-az1': 'ap-south-1',
    'usgw1-az2': 'us-gov-west-1',
    'cnnw1-az1': 'cn-northwest-1',
    'euc1-az3': 'eu-central-1',
  };
  for (const [zone, region] of Object.entries(regions)) assert.equal(regionOfZone(zone), region, zone);
  for (const text of ['', 'a', 'us-east-1', 'zz9-az1', 'US-EAST-1A', 'constructor']) {
    assert.equal(regionOfZone(text), undefined, text);
  }
});
