/** Says in our words what is wrong with an input: a person may read it, in the window or on a terminal. */
import type * as z from 'zod/mini';

/** `path is empty`, `value is longer than 4096 characters`; the name is that of the field in the contract. */
export const issueText = (issue: z.core.$ZodIssue | undefined): string => {
  if (issue === undefined) return 'the input is not as the contract says';
  const field = issue.path.length === 0 ? 'the input' : issue.path.join('.');
  switch (issue.code) {
    case 'too_small':
      return Number(issue.minimum) === 1 ? `${field} is empty` : `${field} is under ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `${field} is longer than ${issue.maximum} characters`
        : `${field} is over ${issue.maximum}`;
    case 'invalid_type':
      return `${field} is missing or of the wrong kind`;
    case 'unrecognized_keys':
      return `${field} has a field too many: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'custom':
      return `${field} ${issue.message}`;
    default:
      return `${field} is not what the contract allows`;
  }
};
