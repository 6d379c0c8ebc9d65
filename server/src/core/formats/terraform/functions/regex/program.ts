import type { Assertion, Matcher, Node, Pattern } from './syntax';

/** One step of a matching machine; `next` and `other` are places in the program, `next` is tried first. */
export type Instruction =
  | { readonly kind: 'character'; readonly matches: Matcher; next: number }
  | { readonly kind: 'assertion'; readonly what: Assertion; next: number }
  | { readonly kind: 'save'; readonly slot: number; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'match' };

/** A pattern as a program that starts at 0; `undefined` = it is longer than `limit`. */
export function compile({ root }: Pattern, limit: number): readonly Instruction[] | undefined {
  const program: Instruction[] = [];
  const overflow = (): boolean => program.length > limit;

  /** Adds a node; whatever comes behind it is added next. */
  function add(node: Node): void {
    if (overflow()) return;
    switch (node.kind) {
      case 'empty':
        return;
      case 'character':
        program.push({ kind: 'character', matches: node.matches, next: program.length + 1 });
        return;
      case 'assertion':
        program.push({ kind: 'assertion', what: node.what, next: program.length + 1 });
        return;
      case 'group':
        program.push({ kind: 'save', slot: node.index * 2, next: program.length + 1 });
        add(node.inner);
        program.push({ kind: 'save', slot: node.index * 2 + 1, next: program.length + 1 });
        return;
      case 'sequence':
        for (const part of node.nodes) add(part);
        return;
      case 'alternatives':
        addAlternatives(node.nodes);
        return;
      case 'repeat':
        for (let count = 0; count < node.min && !overflow(); count++) add(node.inner);
        if (node.max === Infinity) addLoop(node.inner, node.greedy);
        else
          for (let count = node.min; count < node.max && !overflow(); count++)
            addOption(node.inner, node.greedy);
    }
  }

  function addAlternatives(nodes: readonly Node[]): void {
    const ends: Extract<Instruction, { kind: 'split' }>[] = [];
    for (const [index, node] of nodes.entries()) {
      if (index === nodes.length - 1) add(node);
      else {
        const split = addSplit();
        add(node);
        ends.push(addSplit());
        split.other = program.length;
      }
    }
    // A split with both ways the same is a jump.
    for (const end of ends) end.next = end.other = program.length;
  }

  function addSplit(): Extract<Instruction, { kind: 'split' }> {
    const split = { kind: 'split' as const, next: program.length + 1, other: program.length + 1 };
    program.push(split);
    return split;
  }

  function addLoop(inner: Node, greedy: boolean): void {
    const start = program.length;
    const split = addSplit();
    add(inner);
    const back = addSplit();
    back.next = back.other = start;
    leave(split, greedy);
  }

  function addOption(inner: Node, greedy: boolean): void {
    const split = addSplit();
    add(inner);
    leave(split, greedy);
  }

  function leave(split: Extract<Instruction, { kind: 'split' }>, greedy: boolean): void {
    split.other = program.length;
    if (!greedy) [split.next, split.other] = [split.other, split.next];
  }

  add({ kind: 'group', inner: root, index: 0 });
  program.push({ kind: 'match' });
  return overflow() ? undefined : program;
}
