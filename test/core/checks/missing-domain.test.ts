import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintFixture, readFixture } from '../../support/fixture';

const LIST = `#? --role client-network --region us-west-2 --protocols wsp
resource "aws_route53_resolver_firewall_domain_list" "l" {
  domains = ["*.amazonaws.com", "*.amazon.com", "*.cloudfront.net", "*.amazonworkspaces.com", "*.signin.aws", "*.a2z.com"]
}
`;

function messagesOf(text: string): readonly string[] {
  return lintFixture(readFixture('main.tf', text)).diagnostics.flatMap(({ rule, message }) =>
    rule === 'missing-domain' ? [message] : [],
  );
}

test('says what to put for the directory, and its id where one is written out', () => {
  assert.deepEqual(messagesOf(LIST), [
    'The allow list lacks <directory id>.awsapps.com (TCP 443). It serves the page on which users sign in; without it, the sign-in page stays blank. Add it with what stands in the address of your sign-in page: the id of the directory, as in d-1234567890.awsapps.com, or the alias that you gave it; where you do not know it, *.awsapps.com.',
  ]);
  const directory = (name: string, id: string): string =>
    `resource "aws_workspaces_directory" "${name}" {\n  directory_id = "${id}"\n}\n`;
  const [known = ''] = messagesOf(LIST + directory('a', 'd-90670123ab'));
  assert.match(known, /Add d-90670123ab\.awsapps\.com, or the alias of that directory in place of its id\.$/);
  const [either = ''] = messagesOf(LIST + directory('a', 'd-90670123ab') + directory('b', 'd-90670123ac'));
  assert.match(either, /as in d-1234567890\.awsapps\.com/);
});

test('what AWS does not print is said to be hearsay', () => {
  const messages = messagesOf(
    LIST.replace(
      '"*.amazonaws.com"',
      '"*.awsapps.com", "s3.amazonaws.com", "*.s3.amazonaws.com", "workspaces.us-west-2.amazonaws.com", "skylight-client-ds.us-west-2.amazonaws.com", "ws-client-service.us-west-2.amazonaws.com"',
    ),
  );
  const broker = messages.find((message) => message.includes('ws-broker')) ?? '';
  assert.match(broker, /^The allow list lacks ws-broker-service\.us-west-2\.amazonaws\.com \(TCP 443\)\./);
  assert.match(
    broker,
    / AWS does not print this; it stands in allow lists that others use for WorkSpaces\.$/,
  );
});
