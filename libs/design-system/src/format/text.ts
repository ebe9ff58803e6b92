const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The beginning of a text, cut between what people see as characters and never inside one: half an emoji can't be put in an
 * address, and is shown as a box. Whoever cuts text that people wrote cuts it here.
 * @param most how many Unicode code points it may have: limits of the API are counted in them
 */
export function beginningOf(text: string, most: number): string {
  let [end, points] = [0, 0];
  for (const { segment, index } of characters.segment(text)) {
    points += [...segment].length;
    if (points > most) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** The first character as people see it: `👩‍🌾` is one. Empty for an empty text. */
export function initialOf(text: string): string {
  const [first] = characters.segment(text);
  return first?.segment ?? '';
}
