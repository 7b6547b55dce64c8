/** What both sides accept as an e-mail address and as a URL: plain enough for every regular expression engine. */
export const EMAIL_PATTERN = '^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+$';
export const URL_PATTERN = '^https?://[^\\s/$.?#][^\\s]*$';
