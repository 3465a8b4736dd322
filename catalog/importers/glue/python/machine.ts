/**
 * The state of one walk through a script: what it has read and written so far, its temporary views,
 * functions and classes, and how much work may still be done.
 */
import type { CatalogTables } from '../catalog-tables.ts';
import type { Args } from './args.ts';
import type { ScriptColumns } from './columns.ts';
import type { Recorder } from './recorder.ts';
import { Lines, type SyntaxNode } from './tree.ts';
import { UNKNOWN, type FunctionValue, type Read, type Scope, type Value } from './values.ts';

/** A call that is being looked at. */
export interface Call {
  readonly args: Args;
  readonly scope: Scope;
  readonly node: SyntaxNode;
  /** `line 37`. */
  readonly at: string;
  /** The call as it is written. */
  readonly text: string;
}

/** What the language does, node by node. Its parts hold each other, so they come back through the machine that they are given. */
export interface Language {
  readonly evaluate: (node: SyntaxNode, scope: Scope, machine: Machine) => Value;
  readonly call: (node: SyntaxNode, scope: Scope, machine: Machine) => Value;
  /** Runs the statements of a body. */
  readonly run: (body: SyntaxNode, scope: Scope, machine: Machine) => void;
  readonly invoke: (definition: FunctionValue, args: Args, returned: Value[], machine: Machine) => Value;
}

/** Nodes that may be looked at in all, loops and repeated calls included. */
const BUDGET = 400_000;
/** Expressions inside expressions. */
const MAX_DEPTH = 400;
/** Functions inside functions; recursion ends here. */
const MAX_CALLS = 12;

export class Machine {
  readonly text: string;
  readonly recorder: Recorder;
  /** What is known of the columns of data. */
  readonly columns: ScriptColumns;
  /** The job's arguments by name. */
  readonly jobArguments: ReadonlyMap<string, string>;
  readonly views = new Map<string, ReadonlySet<Read>>();
  readonly classes = new Map<
    string,
    { readonly methods: Map<string, FunctionValue>; instance: Value | null }
  >();
  readonly functions: FunctionValue[] = [];
  readonly called = new Set<SyntaxNode>();
  /** What was set on objects that we know nothing of. */
  readonly looseAttributes = new Map<string, Value>();
  defaultDatabase: string | undefined;
  exhausted = false;
  private readonly language: Language;
  private readonly lines: Lines;
  private readonly returns: Value[][] = [];
  private spent = 0;
  private depth = 0;

  constructor(
    language: Language,
    text: string,
    recorder: Recorder,
    jobArguments: ReadonlyMap<string, string>,
  ) {
    this.language = language;
    this.columns = recorder.columns;
    this.text = text;
    this.recorder = recorder;
    this.jobArguments = jobArguments;
    this.lines = new Lines(text);
  }

  get tables(): CatalogTables {
    return this.recorder.endpoints.tables;
  }

  source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  at(node: SyntaxNode): string {
    return `line ${this.lines.at(node.from)}`;
  }

  /** The value of an expression; unknown once the budget is spent. */
  evaluate(node: SyntaxNode | null | undefined, scope: Scope): Value {
    if (!node || !this.spend()) return UNKNOWN;
    if (this.depth >= MAX_DEPTH) return UNKNOWN;
    this.depth++;
    try {
      return this.language.evaluate(node, scope, this);
    } finally {
      this.depth--;
    }
  }

  call(node: SyntaxNode, scope: Scope): Value {
    return this.language.call(node, scope, this);
  }

  /** Runs the statements of a body. */
  run(body: SyntaxNode, scope: Scope): void {
    if (this.depth >= MAX_DEPTH) return;
    this.depth++;
    try {
      this.language.run(body, scope, this);
    } finally {
      this.depth--;
    }
  }

  invoke(definition: FunctionValue, args: Args): Value {
    this.called.add(definition.node);
    if (this.returns.length >= MAX_CALLS || !this.spend()) return UNKNOWN;
    const returned: Value[] = [];
    this.returns.push(returned);
    try {
      return this.language.invoke(definition, args, returned, this);
    } finally {
      this.returns.pop();
    }
  }

  returned(value: Value): void {
    this.returns.at(-1)?.push(value);
  }

  spend(): boolean {
    this.spent++;
    if (this.spent > BUDGET) this.exhausted = true;
    return !this.exhausted;
  }
}
