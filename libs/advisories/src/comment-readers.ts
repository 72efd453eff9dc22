/** Who reads a remark: all desks of the advisory, or narrower, one of the two. */
export const COMMENT_READERS = ['desks', 'authors_desk', 'reviewers'] as const;
export type CommentReaders = (typeof COMMENT_READERS)[number];
