// An evaluator of the Victims' Code in plain JavaScript: no packages, and nothing of the library but what it exports.
//
//   victims-code vectors export conformance
//   node evaluator.mjs conformance calendar deadlines | victims-code vectors run --answers - --level calendar deadlines
//   victims-code test --command "node evaluator.mjs conformance" --level calendar deadlines --no-laws
//
// With levels it answers the vectors of these. Without, it reads a question a line and writes an answer a line. It knows
// what docs/conformance-vectors.md says under "How to count", and answers null where it is asked for more.
import { readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [folder, ...levels] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const calendar = read("bank-holidays.json");
const editions = readdirSync(join(folder, "rules")).map((name) => read("rules", name));
editions.sort((one, other) => (one.in_force_from < other.in_force_from ? -1 : 1));

// Days: texts such as "2026-04-03", which compare as days do, and numbers to count with.
const MILLISECONDS = 86_400_000;
const number = (day) => Date.parse(day) / MILLISECONDS;
const text = (count) => new Date(count * MILLISECONDS).toISOString().slice(0, 10);
const plusDays = (day, days) => text(number(day) + days);
const london = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", dateStyle: "short" });
const dayOf = (when) => (when == null ? null : when.length > 10 ? london.format(new Date(when)) : when);

function plusMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate(); // of the month that is reached
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

// Working Days.
const holidays = new Set(calendar.years.flatMap((year) => year.bank_holidays.map((holiday) => holiday.date)));
const isWorkingDay = (day) => new Date(day).getUTCDay() % 6 !== 0 && !holidays.has(day);

function plusWorkingDays(day, days, fromNext) {
  let found = day;
  if (days === 0 || fromNext) while (!isWorkingDay(found)) found = plusDays(found, 1);
  for (let left = days; left > 0; left -= isWorkingDay(found) ? 1 : 0) found = plusDays(found, 1);
  if (found > calendar.last_day) throw new RangeError("past the end of the calendar");
  return found;
}

function due(limit, start, fromNext) {
  if (limit.unit === "working day") return plusWorkingDays(start, limit.amount, fromNext);
  if (limit.unit === "day") return plusDays(start, limit.amount);
  return plusDays(plusMonths(start, limit.amount * (limit.unit === "year" ? 12 : 1)), limit.less_a_day ? -1 : 0);
}

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
    const switches = events.filter(
      (other) => [...test.on, ...test.off].includes(other.type) && !after(other, event) && concerns(other, victim, event),
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
const holds = (test, facts) => (test == null ? true : tests[test.test](test, facts));

// The facts that would settle what a condition leaves unknown.
function unknown(test, facts) {
  if (test == null || holds(test, facts) != null) return [];
  const parts = test.parts ?? (test.part ? [test.part] : null);
  if (parts) return [...new Set(parts.flatMap((part) => unknown(part, facts)))];
  const names = { offence: "offence_categories", detail: `${facts.event.id}.${test.detail}` };
  return [names[test.test] ?? test.fact ?? test.name ?? "enhanced_rights"];
}

// Enhanced Rights by the facts of the victim: any criterion of any category.
function enhancedRights(victim, edition, asked = () => true, category = null) {
  const role = victim.role ?? "person";
  const meets = (criterion) => {
    if (criterion.personal && role === "business") return false;
    if (criterion.roles.length) return criterion.roles.includes(role);
    if (criterion.under) return victim.under_18_at_offence ?? null;
    if (criterion.fact) return victim[criterion.fact] ?? null;
    return victim.offence_categories == null ? null : criterion.offences.some((one) => victim.offence_categories.includes(one));
  };
  const categories = edition.enhanced_rights.filter((each) => category == null || each.name === category);
  return any(categories.flatMap((each) => each.criteria.filter(asked).map(meets)));
}

// Which event comes before which: by time where both say one, otherwise by day.
const isTimed = (event) => event.at.length > 10;
function after(event, other) {
  if (isTimed(event) && isTimed(other)) return new Date(event.at) > new Date(other.at);
  return event.day > other.day;
}
const agree = (event, other, key) => event[key] == null || other[key] == null || event[key] === other[key];
const concerns = (event, victim, trigger) =>
  (event.victim ?? victim.id) === victim.id && agree(event, trigger, "suspect") && agree(event, trigger, "crime");

// The law of a question: what its reading changes in each edition, from which day on.
function lawOf(reading) {
  const conventions = {};
  for (const [name, choice] of Object.entries(reading)) {
    for (const edition of editions) Object.assign(conventions, edition.readings[name]?.choices[choice]?.conventions);
  }
  const read = (rule, edition, day) => {
    const found = { ...rule, edition: edition.edition };
    for (const [name, choice] of Object.entries(reading)) {
      const chosen = edition.readings[name]?.choices[choice];
      if (chosen && (chosen.since ?? "") <= day) Object.assign(found, chosen.rules[rule.id]);
    }
    return found;
  };
  const newest = editions.at(-1);
  const rulesOn = (day) => {
    const edition = editions.findLast((each) => each.in_force_from <= day);
    const rules = (edition?.rules ?? []).map((rule) => read(rule, edition, day));
    const outside = newest.rules.filter((rule) => rule.external && !rules.some((known) => known.id === rule.id));
    return [...rules, ...outside.map((rule) => read(rule, newest, day))];
  };
  return { conventions, newest, rulesOn, appliesOn: (day) => editions.findLast((each) => each.in_force_from <= day) ?? newest };
}

// What this evaluator does not know: then it says nothing at all.
const COUNTED = ["counts_from_next_working_day"];
const canAnswer = (question, law) =>
  question.facts.victims.every((victim) => ["person", "bereaved_close_relative", "business"].includes(victim.role ?? "person") && victim.born == null) &&
  question.known_at == null &&
  !question.layers?.length &&
  Object.keys(law.conventions).every((name) => COUNTED.includes(name)) &&
  !Object.entries(question.reading ?? {}).some(([name, choice]) => {
    const chosen = editions.at(-1).readings[name]?.choices[choice];
    return chosen && (chosen.leaves_out.length || Object.keys(chosen.criteria).length);
  }) &&
  !question.facts.events.some((event) => /^(event_|service_|exception_|enhanced_rights_|hearing_cancelled)/.test(event.type) || event.recorded_at);

function answerCase(question) {
  const law = lawOf(question.reading ?? {});
  if (!canAnswer(question, law)) return null;
  const { facts, as_of: today } = question;
  const order = (event) => [event.day, isTimed(event) ? new Date(event.at).toISOString() : ""].join();
  const events = facts.events
    .map((event) => ({ ...event, day: dayOf(event.at), received: dayOf(event.received_at) }))
    .filter((event) => event.day <= today)
    .sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0));
  const findings = [];
  const obligations = [];
  for (const victim of facts.victims) {
    for (const event of events.filter((each) => (each.victim ?? victim.id) === victim.id)) {
      for (const rule of law.rulesOn(event.day).filter((each) => arisesOn(each, event))) {
        const duty = obligationOf(rule, { law, facts, events, event, victim, today, findings });
        if (duty) obligations.push(duty);
      }
    }
  }
  for (const event of events) {
    if (saysNothing(event)) findings.push({ code: "contact_names_nothing", event: event.id });
  }
  const breaches = obligations.map((duty) => duty.breach);
  const open = obligations.filter((duty) => duty.due_by && ["pending", "due_today", "overdue"].includes(duty.status));
  const rank = (duty) => [duty.due_by, String(duty.right).padStart(2, "0"), duty.rule, duty.id].join();
  open.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  // Only what is open changes as days pass: to due today, and the day after to overdue.
  const turns = open.map((duty) => (duty.due_by > today ? duty.due_by : duty.due_by === today ? plusDays(today, 1) : null));
  const windows = obligations.filter((duty) => duty.status === "window_open").map((duty) => plusDays(duty.due_by, 1));
  return {
    in_breach: breaches.includes("yes") ? "yes" : breaches.includes("undetermined") ? "undetermined" : "no",
    next_due: open[0]?.id ?? null,
    next_change_at: [...turns, ...windows].filter(Boolean).sort()[0] ?? null,
    obligations,
    findings,
  };
}

// A service that meets a recurring duty starts it afresh; a contact that says nothing is none.
const saysNothing = (event) => event.type === "victim_informed" && !event.about?.length;
const arisesOn = (rule, event) =>
  rule.arises_on.includes(event.type) ||
  (rule.recurs && rule.met_by.some((each) => each.type === event.type) && !saysNothing(event));

function obligationOf(rule, asked) {
  const { law, events, event, victim, today, findings } = asked;
  const condition = { test: "all", parts: [law.appliesOn(event.day).applies_if, rule.applies_if].filter(Boolean) };
  const applies = holds(condition, asked);
  if (applies === false) return null;
  const hasRights = enhancedRights(victim, law.newest);
  if (hasRights == null && rule.standard?.words !== rule.enhanced?.words) throw new RangeError("Enhanced Rights unknown");
  const limit = agreedLimit(rule, asked) ?? (hasRights ? rule.enhanced : rule.standard);
  const start = startOf(rule, asked);
  const service = serviceFor(rule, asked);
  const named = rule.provider_from && event.details?.[rule.provider_from];
  const owedBy = named ?? rule.owed_by;
  const holder = events.findLast((each) => each.type === "duty_holder_changed" && (each.details?.owed_by ?? owedBy) === owedBy);
  const duty = {
    id: [victim.id, rule.id, event.id].map((part) => part.replaceAll("%", "%25").replaceAll("/", "%2F")).join("/"),
    rule: rule.id, edition: rule.edition, right: rule.right, paragraph: rule.paragraph || null, kind: rule.kind,
    owed_by: owedBy, held_by: holder?.details?.to ?? null, evidence: rule.evidence,
    disputes: [...new Set([...rule.disputes, ...(rule.requires_dispute ? [rule.requires_dispute] : [])])],
    limit: limit?.words ?? null, enhanced: hasRights, clock_start: start, due_by: null, unknown: [],
    met_by: service?.id ?? null, met_on: service ? (rule.met_by_receipt ? service.received : service.day) : null, released_by: null,
  };
  const stand = (status, breach = "no", more = {}) => ({ ...duty, ...more, status, breach });
  if (rule.kind !== "before" && limit?.unit && start) duty.due_by = due(limit, start, law.conventions.counts_from_next_working_day);
  if (applies == null && !service) {
    const late = rule.kind === "timed" && duty.due_by && duty.due_by < today;
    return stand("undetermined", late ? "undetermined" : "no", { unknown: unknown(condition, asked) });
  }
  if (rule.kind === "window") return stand(today <= duty.due_by ? "window_open" : "window_closed");
  if (rule.kind === "untimed" || rule.kind === "judgement") {
    const ended = !service && endingOf(rule, asked);
    return ended ? stand("lapsed", "no", { released_by: ended.id }) : stand(service ? "recorded" : "outstanding");
  }
  if (rule.kind === "before") return standBefore(rule, limit, service, duty, asked);
  if (start == null && rule.clock === "received_at") return stand(service ? "met" : "not_started");
  if (start == null || !limit.unit) {
    // The limit or its start is not on record: on the first day nothing can be late, and what is done on it is in time.
    if (!limit.unit) findings.push({ code: "limit_unknown", event: event.id, rule: rule.id });
    const first = start ?? event.day;
    if (service && duty.met_on <= first) return stand("met");
    const what = limit.unit ? `${rule.counts_from}.at` : `${rule.id}.limit`;
    return stand("undetermined", today === first ? "no" : "undetermined", { unknown: [what] });
  }
  const done = duty.met_on != null && duty.met_on <= today ? duty.met_on : null;
  if (done != null && done <= duty.due_by) return stand("met");
  const ended = endingOf(rule, asked);
  if (ended && ended.day <= duty.due_by) return stand("lapsed", "no", { released_by: ended.id });
  if (done != null) return stand("met_late", "yes");
  // Past its day nobody can say whether it was received in time, where the receipt is not on record.
  if (rule.met_by_receipt && today > duty.due_by) {
    return stand("undetermined", "undetermined", { unknown: [`${event.id}.received_at`] });
  }
  return today < duty.due_by ? stand("pending") : today === duty.due_by ? stand("due_today") : stand("overdue", "yes");
}

function standBefore(rule, limit, service, duty, asked) {
  const { events, event, victim } = asked;
  const other = events.find((each) => each.type === limit.event && !after(event, each) && concerns(each, victim, event));
  if (!other) {
    if (service) return { ...duty, status: "met", breach: "no" };
    const ended = endingOf(rule, asked);
    return { ...duty, status: ended ? "lapsed" : "pending", breach: "no", released_by: ended?.id ?? null };
  }
  const found = { ...duty, due_by: other.day };
  if (service && !after(service, other)) return { ...found, status: "met", breach: "no" };
  return { ...found, status: service ? "met_late" : "overdue", breach: "yes" };
}

// The limit that was agreed with the victim, by the plan that the event agrees or continues.
function agreedLimit(rule, { events, event, victim }) {
  if (rule.standard?.manner !== "as agreed") return null;
  const plan = events.findLast(
    (each) => each.type === "contact_plan_agreed" && !after(each, event) && concerns(each, victim, event),
  );
  const days = plan?.details?.every_days;
  return days ? { unit: "day", amount: days, words: `${days} day${days === 1 ? "" : "s"}` } : null;
}

// The day from which the limit counts; null where it is not known.
function startOf(rule, { events, event, victim, today }) {
  if (rule.clock == null) return null;
  if (rule.clock === "received_at") return event.received != null && event.received <= today ? event.received : null;
  if (rule.counts_from == null) return event.day;
  return events.findLast((each) => each.type === rule.counts_from && !after(each, event) && concerns(each, victim, event))?.day ?? null;
}

// The earliest service that meets the duty.
function serviceFor(rule, { events, event, victim, today }) {
  if (rule.met_by_receipt) return event.received != null && event.received <= today ? event : null;
  const place = (one) => events.indexOf(one);
  return events.find((service) => {
    const meets = rule.met_by.find((each) => each.type === service.type);
    if (!meets || after(event, service) || !concerns(service, victim, event)) return false;
    if (meets.names_trigger && !names(service, event, events)) return false;
    if (rule.requires && service.details?.[rule.requires] === false) return false;
    // An update starts the next, so none meets what it starts itself, and one that says nothing meets nothing.
    if (rule.recurs && (place(service) <= place(event) || saysNothing(service))) return false;
    return true;
  });
}

// Whether a contact is about an event: by its id, or by its type if it is the latest of that type.
function names(service, event, events) {
  return (service.about ?? []).some(
    (name) =>
      name === event.id ||
      (name === event.type && events.findLast((each) => each.type === name && !after(each, service)) === event),
  );
}

// The event that ends a duty while it is open.
function endingOf(rule, { events, event, victim, ...rest }) {
  return events.find((other) => {
    if (after(event, other) || events.indexOf(other) <= events.indexOf(event) || !concerns(other, victim, event)) return false;
    const facts = { ...rest, events, victim, event: other };
    return rule.until.some(
      (end) =>
        end.event === other.type &&
        (end.if == null || holds(end.if, facts) === true) &&
        (end.unless == null || holds(end.unless, facts) !== true) &&
        !events.some((undo) => end.undone_by.includes(undo.type) && after(undo, other) && concerns(undo, victim, event)),
    );
  });
}

function answer(question) {
  try {
    if (question.facts.day != null) return { due_by: plusWorkingDays(question.facts.day, question.facts.working_days, false) };
    const found = answerCase(question);
    for (const duty of found?.obligations ?? []) duty.enhanced ??= null;
    return found;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const write = (value) => writeSync(1, `${JSON.stringify(value)}\n`);
if (levels.length) {
  for (const level of levels) {
    for (const vector of read("vectors", "1", `${level}.json`).vectors) {
      const found = answer(vector);
      if (found) write({ id: vector.id, answer: found });
    }
  }
} else {
  for await (const line of createInterface({ input: process.stdin })) write(answer(JSON.parse(line)));
}
