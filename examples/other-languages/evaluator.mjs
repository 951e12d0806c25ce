// An evaluator of the Victims' Code in plain JavaScript: no packages, and nothing of the library but what it exports.
//
//   victims-code vectors export conformance
//   node evaluator.mjs conformance calendar deadlines > answers.ndjson
//   victims-code vectors run --answers answers.ndjson --level calendar deadlines
//   victims-code test --command "node evaluator.mjs conformance" --level calendar deadlines --no-laws
//
// With levels it answers the vectors of these. Without, it reads a question a line and writes an answer a line. It
// knows what docs/conformance-vectors.md says under "How to count", and answers null where it is asked for more.
import { readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { after, concerns, enhancedRights, holds, isTimed, unknown } from "./conditions.mjs";
import { Calendar, dayOf, plusDays } from "./working-days.mjs";

const [folder, ...levels] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
const calendar = new Calendar(read("bank-holidays.json"));
const editions = readdirSync(join(folder, "rules")).map((name) => read("rules", name));
editions.sort((one, other) => (one.in_force_from < other.in_force_from ? -1 : 1));

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
  const appliesOn = (day) => editions.findLast((each) => each.in_force_from <= day) ?? newest;
  return { conventions, newest, rulesOn, appliesOn };
}

// What this evaluator does not know: then it says nothing at all.
const COUNTED = ["counts_from_next_working_day"];
const ROLES = ["person", "bereaved_close_relative", "business"];
const RELEASES = /^(event|service|exception|enhanced_rights)_|^(crime|hearing)_cancelled$|_(declined|withdrawn)$/;
const canAnswer = (question, law) =>
  question.facts.victims.every((victim) => ROLES.includes(victim.role ?? "person") && victim.born == null) &&
  question.known_at == null &&
  !question.layers?.length &&
  Object.keys(law.conventions).every((name) => COUNTED.includes(name)) &&
  !Object.entries(question.reading ?? {}).some(([name, choice]) => {
    const chosen = editions.at(-1).readings[name]?.choices[choice];
    return chosen && (chosen.leaves_out.length || Object.keys(chosen.criteria).length);
  }) &&
  !question.facts.events.some((event) => RELEASES.test(event.type) || event.recorded_at);

function answerCase(question) {
  const law = lawOf(question.reading ?? {});
  if (!canAnswer(question, law)) return null;
  const { facts, as_of: today } = question;
  const order = (event) => [event.day, isTimed(event) ? new Date(event.at).toISOString() : "", event.id].join();
  const told = new Map(facts.events.map((event) => [event.id, event])); // an event that is given twice happened once
  const events = [...told.values()]
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
  const turn = ({ due_by }) => (due_by > today ? due_by : due_by === today ? plusDays(today, 1) : null);
  const turns = open.map(turn);
  const windows = obligations.filter((duty) => duty.status === "window_open").map((duty) => plusDays(duty.due_by, 1));
  // What will be on record later, and what is not on record, change an answer in ways that are not counted here.
  const isOpen = facts.events.some((event) => dayOf(event.at) > today || dayOf(event.received_at) > today);
  const isUnsure = obligations.some((duty) => [undefined, "undetermined"].includes(duty.status));
  const next = isOpen || isUnsure ? {} : { next_change_at: [...turns, ...windows].filter(Boolean).sort()[0] ?? null };
  const verdict = ["yes", undefined, "undetermined"].find((each) => breaches.includes(each));
  return {
    in_breach: breaches.length && breaches.some((each) => each !== "no") ? verdict : "no", // undefined is not written
    next_due: open[0]?.id ?? null,
    ...next,
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
  const differs = rule.standard?.words !== rule.enhanced?.words;
  if (hasRights == null && differs) throw new RangeError("Enhanced Rights unknown");
  const limit = agreedLimit(rule, asked) ?? (hasRights ? rule.enhanced : rule.standard);
  const start = startOf(rule, asked);
  const service = serviceFor(rule, asked);
  const named = rule.provider_from && event.details?.[rule.provider_from];
  const owedBy = named ?? rule.owed_by;
  const passesOn = ({ type, details }) => type === "duty_holder_changed" && (details?.owed_by ?? owedBy) === owedBy;
  const holder = events.findLast(passesOn);
  const duty = {
    id: [victim.id, rule.id, event.id].map((part) => part.replaceAll("%", "%25").replaceAll("/", "%2F")).join("/"),
    rule: rule.id, edition: rule.edition, right: rule.right, paragraph: rule.paragraph || null, kind: rule.kind,
    owed_by: owedBy, held_by: holder?.details?.to ?? null, evidence: rule.evidence,
    disputes: [...new Set([...rule.disputes, ...(rule.requires_dispute ? [rule.requires_dispute] : [])])],
    limit: limit?.words ?? null, enhanced: hasRights, clock_start: start, due_by: null, unknown: [],
    met_by: service?.id ?? null, released_by: null,
    met_on: service ? (rule.met_by_receipt ? service.received : service.day) : null,
  };
  const stand = (status, breach = "no", more = {}) => ({ ...duty, ...more, status, breach });
  const fromNext = law.conventions.counts_from_next_working_day;
  if (rule.kind !== "before" && limit?.unit && start) duty.due_by = calendar.due(limit, start, fromNext);
  const isOwedAtAll = holds(law.appliesOn(event.day).applies_if, asked); // what was done was owed, if anything is
  if (applies == null && !(service && isOwedAtAll)) {
    const late = rule.kind === "timed" && duty.due_by && duty.due_by < today;
    return stand("undetermined", late ? "undetermined" : "no", { unknown: unknown(condition, asked) });
  }
  if (rule.kind === "window") return stand(today <= duty.due_by ? "window_open" : "window_closed");
  if (rule.kind === "untimed" || rule.kind === "judgement") {
    const ended = !service && endingOf(rule, asked);
    return ended ? stand("lapsed", "no", { released_by: ended.id }) : stand(service ? "recorded" : "outstanding");
  }
  if (rule.kind === "before") return standBefore(rule, limit, service, duty, asked);
  if (start == null && rule.clock === "received_at") {
    // The receipt is not on record: how the duty stands is asked at the level chains, and not said here.
    const { due_by: _, ...known } = duty;
    return known;
  }
  if (start == null || !limit.unit) {
    // The limit or its start is not on record: on the first day nothing can be late, and what is done on it is in time.
    if (!limit.unit) findings.push({ code: "limit_unknown", event: event.id, rule: rule.id });
    const first = start ?? event.day;
    if (service && duty.met_on <= first) return stand("met");
    const over = endingOf(rule, asked);
    if (over && over.day <= first) return stand("lapsed", "no", { released_by: over.id });
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
  const comes = (each) => each.type === limit.event && !after(event, each) && concerns(each, victim, event);
  const other = events.find(comes);
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
  const starts = (each) => each.type === rule.counts_from && !after(each, event) && concerns(each, victim, event);
  return events.findLast(starts)?.day ?? null;
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
    if (other === event || after(event, other) || !concerns(other, victim, event)) return false;
    // A plan ends the one before it, and not the one after.
    if (arisesOn(rule, other) && events.indexOf(other) < events.indexOf(event)) return false;
    const facts = { ...rest, events, victim, event: other };
    return rule.until.some(
      (end) =>
        end.event === other.type &&
        (end.if == null || holds(end.if, facts) === true) &&
        (end.unless == null || holds(end.unless, facts) !== true) &&
        !events.some((undo) => end.undone_by.includes(undo.type) && after(undo, other)),
    );
  });
}

function answer(question) {
  try {
    const { day, working_days: days } = question.facts;
    if (day != null) return { due_by: calendar.plusWorkingDays(day, days, false) };
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
