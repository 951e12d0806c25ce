// Days and Working Days of England and Wales, by the bank holidays that `victims-code vectors export` writes.
// A day is a text such as "2026-04-03": such texts compare as the days do.

const MILLISECONDS = 86_400_000;
const number = (day) => Date.parse(day) / MILLISECONDS;
const text = (count) => new Date(count * MILLISECONDS).toISOString().slice(0, 10);
export const plusDays = (day, days) => text(number(day) + days);
const london = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", dateStyle: "short" });
export const dayOf = (when) => (when == null ? null : when.length > 10 ? london.format(new Date(when)) : when);

function plusMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate(); // of the month that is reached
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export class Calendar {
  constructor({ years, last_day }) {
    this.holidays = new Set(years.flatMap((year) => year.bank_holidays.map((holiday) => holiday.date)));
    this.last_day = last_day;
  }

  isWorkingDay(day) {
    return new Date(day).getUTCDay() % 6 !== 0 && !this.holidays.has(day);
  }

  // The day that is so many Working Days after another; with 0, the next Working Day on or after it.
  plusWorkingDays(day, days, fromNext) {
    let found = day;
    if (days === 0 || fromNext) while (!this.isWorkingDay(found)) found = plusDays(found, 1);
    for (let left = days; left > 0; left -= this.isWorkingDay(found) ? 1 : 0) found = plusDays(found, 1);
    if (found > this.last_day) throw new RangeError("past the end of the calendar");
    return found;
  }

  // The day on which a limit falls due.
  due(limit, start, fromNext) {
    if (limit.unit === "working day") return this.plusWorkingDays(start, limit.amount, fromNext);
    if (limit.unit === "day") return plusDays(start, limit.amount);
    return plusDays(plusMonths(start, limit.amount * (limit.unit === "year" ? 12 : 1)), limit.less_a_day ? -1 : 0);
  }
}
