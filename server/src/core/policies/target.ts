import type { Policy } from './policy';

/** What can have a role and be judged, and what comments, tags and findings are about: a policy or a VPC. */
export interface Target extends Pick<
  Policy,
  'name' | 'call' | 'at' | 'comments' | 'tags' | 'region' | 'stated'
> {
  readonly kind: Policy['kind'] | 'vpc';
}
