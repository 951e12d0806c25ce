// Conditions: when a duty arises or ends, by the tests that rules/*.json hold, and who has Enhanced Rights.

// Three truths: true, false, and null for unknown.
const not = (truth) => (truth == null ? null : !truth);
const all = (truths) => (truths.includes(false) ? false : truths.includes(null) ? null : true);
const any = (truths) => not(all(truths.map(not)));
const plainWord = (word) => word.trim().toLowerCase().replace(/[\s-]+/g, "_");

const tests = {
  not: (test, facts) => not(holds(test.part, facts)),
  all: (test, facts) => all(test.parts.map((part) => holds(part, facts))),
  any: (test, facts) => any(test.parts.map((part) => holds(part, facts))),
  role: (test, { victim }) => (victim.role ?? "person") === test.role,
  offence: (test, { victim }) => victim.offence_categories?.includes(test.offence) ?? null,
  fact: (test, { victim }) => victim[test.fact] ?? null,
  jurisdiction: (test, { facts }) => (facts.jurisdiction ?? "england_and_wales") === test.jurisdiction,
  shows: (test, { victim, law }) => enhancedRights(victim, law.newest, (criterion) => criterion.shows === test.quality),
  category: (test, { victim, law }) => enhancedRights(victim, law.newest, () => true, test.category),
  enhanced: (test, { victim, law }) => enhancedRights(victim, law.newest),
  unrecorded: () => null,
  state(test, { events, event, victim }) {
    const types = [...test.on, ...test.off];
    const switches = events.filter(
      (other) => types.includes(other.type) && !after(other, event) && concerns(other, victim, event),
    );
    return switches.length ? test.on.includes(switches.at(-1).type) : test.starts;
  },
  detail(test, { event }) {
    const value = event.details?.[test.detail];
    if (typeof value === "boolean") return value;
    if (typeof value === "number" && test.at_least != null) return value >= test.at_least;
    if (typeof value !== "string") return null;
    return test.one_of.includes(plainWord(value)) ? true : test.none_of.includes(plainWord(value)) ? false : null;
  },
};
export const holds = (test, facts) => (test == null ? true : tests[test.test](test, facts));

// The facts that would settle what a condition leaves unknown.
export function unknown(test, facts) {
  if (test == null || holds(test, facts) != null) return [];
  const parts = test.parts ?? (test.part ? [test.part] : null);
  if (parts) return [...new Set(parts.flatMap((part) => unknown(part, facts)))];
  const names = { offence: "offence_categories", detail: `${facts.event.id}.${test.detail}` };
  return [names[test.test] ?? test.fact ?? test.name ?? "enhanced_rights"];
}

// Enhanced Rights by the facts of the victim: any criterion of any category.
export function enhancedRights(victim, edition, asked = () => true, category = null) {
  const role = victim.role ?? "person";
  const meets = (criterion) => {
    if (criterion.personal && role === "business") return false;
    if (criterion.roles.length) return criterion.roles.includes(role);
    if (criterion.under) return victim.under_18_at_offence ?? null;
    if (criterion.fact) return victim[criterion.fact] ?? null;
    const offences = victim.offence_categories;
    return offences == null ? null : criterion.offences.some((one) => offences.includes(one));
  };
  const categories = edition.enhanced_rights.filter((each) => category == null || each.name === category);
  return any(categories.flatMap((each) => each.criteria.filter(asked).map(meets)));
}

// Which event comes before which: by time where both say one, otherwise by day.
export const isTimed = (event) => event.at.length > 10;
export function after(event, other) {
  if (isTimed(event) && isTimed(other)) return new Date(event.at) > new Date(other.at);
  return event.day > other.day;
}
const agree = (event, other, key) => event[key] == null || other[key] == null || event[key] === other[key];
export const concerns = (event, victim, trigger) =>
  (event.victim ?? victim.id) === victim.id && agree(event, trigger, "suspect") && agree(event, trigger, "crime");
