// The fields that the rules of operations, observations, faults and marks ask for, and what a line may hold in each.

/** Words of few kinds. */
export const [TYPE, F, OUTCOME, ROLE] = [0, 1, 2, 3] as const;
/** Names. */
export const [NODE, EPOCH, CODE, VIA, NAME] = [4, 5, 6, 7, 8] as const;
/** Of these, what the rules of an operation ask for. */
export const OPERATION_NAMES: readonly number[] = [NODE, EPOCH, CODE, VIA];
export const [INDEX, PROCESS, SCHEDULED, INVOKED, COMPLETED, ASKED, AT] = [9, 10, 11, 12, 13, 14, 15] as const;
export const [INJECTED, HEALED, MIN, MAX, VALUE, ERROR, MESSAGE, FINAL] = [16, 17, 18, 19, 20, 21, 22, 23] as const;
export const [POSITION, DUPLICATES, WRITABLE, TARGETS, TOOK_EFFECT] = [24, 25, 26, 27, 28] as const;
export const [PRIMARY, EXPECTED_RTO, EXPLAINED, FROM, TO, AMOUNT, BARRIER] = [29, 30, 31, 32, 33, 34, 35] as const;
/** More than every field. */
export const FIELDS = 40;
/** A field that no rule asks for. */
export const OTHER = FIELDS;

/** What a field holds. `NAMED`: a text whose id is known; `TRANSACTION`: a list of micro-operations, whose appends are. */
export const [ABSENT, NULL, NUMBER, TEXT, NAMED, TRUE, FALSE, OBJECT, LIST, TRANSACTION] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;

export type Keyed = Readonly<Record<string, number>>;

export const LINE: Keyed = {
  ...{ type: TYPE, f: F, outcome: OUTCOME, role: ROLE, node: NODE, epoch: EPOCH, via: VIA, name: NAME },
  ...{ index: INDEX, process: PROCESS, scheduledAtMs: SCHEDULED, invokedAtMs: INVOKED, completedAtMs: COMPLETED },
  ...{ askedAtMs: ASKED, atMs: AT, injectedAtMs: INJECTED, healedAtMs: HEALED, value: VALUE, error: ERROR },
  ...{ final: FINAL, position: POSITION, duplicates: DUPLICATES, writable: WRITABLE, targets: TARGETS },
  ...{ tookEffect: TOOK_EFFECT, primary: PRIMARY, expectedRtoMs: EXPECTED_RTO, explained: EXPLAINED },
  barrier: BARRIER,
};
export const IN_ERROR: Keyed = { code: CODE, message: MESSAGE };
export const IN_TRANSFER: Keyed = { from: FROM, to: TO, amount: AMOUNT };
export const IN_RTO: Keyed = { min: MIN, max: MAX };
