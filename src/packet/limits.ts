/** A packet is read by people; what is larger than this is evidence to be cited, not to be carried. */
export const MAX_FILES = 100;
export const MAX_FILE_BYTES = 1024 * 1024;
export const MAX_PACKET_BYTES = 4 * 1024 * 1024;
/** A pull request with more of any of these is not read further than its counts. */
export const MAX_COMMITS = 100;
export const MAX_CHANGED_FILES = 100;
export const MAX_REVIEWS = 200;
export const MAX_COMMENTS = 500;
