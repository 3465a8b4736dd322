import { describe, expect, it } from 'vitest';
import { makeGroup, makeJob, makeNode } from '../testing/make-view.ts';
import { collapseNode, expandNode, hideNodes, isolateNodes } from './node-changes.ts';
import { INITIAL_STATE, setAllGroups, toggleGroup, withGrouping, withRoots } from './view-state.ts';

const start = withRoots(INITIAL_STATE, [1]);
const group = makeGroup(-100, [4, 5, -9]);

describe('changes about nodes', () => {
  it('open and close a step of everything in a group', () => {
    const opened = expandNode(start, group, 'upstream', false);
    expect(opened.expanded.map(({ id }) => id)).toEqual([4, 5]);
    expect(collapseNode(opened, group, 'upstream')).toEqual(start);
    expect(collapseNode(start, group, 'downstream').collapsed).toEqual([
      { id: 4, direction: 'downstream' },
      { id: 5, direction: 'downstream' },
    ]);
  });

  it('take back only what was opened where something was', () => {
    const one = expandNode(start, makeNode(4), 'upstream', false);
    expect(collapseNode(one, group, 'upstream')).toEqual(start);
  });

  it('hide and isolate datasets, to which jobs only belong', () => {
    expect(hideNodes(start, [group, makeJob(3), makeNode(1)])).toMatchObject({ roots: [1], hidden: [4, 5] });
    expect(hideNodes(start, [makeJob(3)])).toBe(start);
    expect(isolateNodes(start, [group, makeNode(1), makeJob(3)]).only).toEqual([4, 5, 1]);
    expect(isolateNodes(start, [makeJob(3)])).toBe(start);
  });
});

describe('groups', () => {
  it('are closed one by one or all but some', () => {
    const grouped = withGrouping(start, 'schema');
    const one = toggleGroup(grouped, 'a');
    expect(one.closed).toEqual({ all: false, except: ['a'] });
    expect(toggleGroup(one, 'a').closed).toEqual(grouped.closed);
    const all = setAllGroups(one, true);
    expect(all.closed).toEqual({ all: true, except: [] });
    expect(toggleGroup(all, 'b').closed).toEqual({ all: true, except: ['b'] });
    expect(withGrouping(all, 'system').closed).toEqual({ all: false, except: [] });
  });
});
