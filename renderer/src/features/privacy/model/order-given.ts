import type { ReportOrder } from '../../../../../contract/index.ts';

/** An order of a report, or how to ask for it: what it takes from a case is not read before it is wanted. */
export type OrderGiven = ReportOrder | (() => Promise<ReportOrder>);
