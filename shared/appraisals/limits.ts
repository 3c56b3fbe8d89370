/** How much an official is asked about by one link. It stands apart from the models, which would bring zod to the pages. */
export const mostAtOnce = {
  /** Each is read, and each becomes final by itself. */
  drafts: 40,
  /** The official's page shows each whole, and an answer holds no more of the largest. */
  plans: 20,
} as const;
