// Starts the built server as a person would, and ends it again.
// The binary is HOMEGROUP_BIN, or the debug build of this checkout.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const binary = process.env.HOMEGROUP_BIN ?? resolve(import.meta.dirname, "../../target/debug/homegroup");
const people = ["treasurer", "secretary", "chair", "member"];

/** The fictional group, with `links` that sign in one of each of `people`. */
export async function openDemo() {
  const house = await start(["demo"]);
  house.links = await house.heard("sign-in links", (said) => {
    const links = Object.fromEntries([...said.matchAll(/^(\w+)\s+(http:\/\/\S+)$/gm)].map(([, person, link]) => [person, link]));
    return people.every((person) => links[person]) && links;
  });
  house.base = new URL(house.links.treasurer).origin;
  return house;
}

/** An empty folder, with the address `setUp` that sets the group up. */
export async function openEmpty() {
  const house = await start(["serve"]);
  house.setUp = await house.heard("a set-up link", (said) => said.match(/http:\/\/\S+\/set-up\S+/)?.[0]);
  house.base = new URL(house.setUp).origin;
  return house;
}

async function start(command) {
  const data = await mkdtemp(join(tmpdir(), "homegroup-browser-"));
  // HOMEGROUP_* are the server's settings; those of the tests, such as HOMEGROUP_BIN, would be unknown to it.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("HOMEGROUP_"));
  const settings = { ...Object.fromEntries(inherited), HOMEGROUP_MAIL__TRANSPORT: "files", HOMEGROUP_MAIL__FROM: "circle@example.org" };
  const server = spawn(binary, [...command, "--port", await freePort(), "--data", data], { env: settings, cwd: data });
  const ended = new Promise((done) => server.once("exit", done));
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (bytes) => (said += bytes));
  return {
    async heard(what, find) {
      return until(`${what} from ${binary}`, () => {
        if (server.exitCode !== null) throw new Error(`${binary} ended by itself:\n${said}`);
        return find(said);
      });
    },
    async run(...words) {
      const { stdout } = await promisify(execFile)(binary, [...words, "--data", data], { env: settings, cwd: data });
      return stdout;
    },
    mails: () => mailsIn(join(data, "mail")),
    async end() {
      server.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

// The server's own address is part of its settings, so the port is known before it starts.
function freePort() {
  return new Promise((found) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => found(String(port)));
    });
  });
}

async function mailsIn(folder) {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.filter((name) => name.endsWith(".eml")).sort().map((name) => readFile(join(folder, name), "utf8")));
}

/** Asks again until `ask` gives something true. */
export async function until(what, ask, seconds = 120) {
  const tooLate = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > tooLate) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(50);
  }
}
