/** What of a channel's name counts when two are compared: `" oZ "` is `"Oz"`. */
export function channelKey(name: string): string {
  return name.trim().toLowerCase();
}
