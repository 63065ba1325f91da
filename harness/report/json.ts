// `verdict.json`: the judgement as `hadrill check --json` prints it, to the byte.
import type { Judgement } from '../core/verdict.ts';

export const toJson = (judgement: Judgement): string => `${JSON.stringify(judgement)}\n`;
