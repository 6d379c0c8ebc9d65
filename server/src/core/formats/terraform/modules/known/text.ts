/** Pieces of Terraform that the stand-ins are written with. */

export function variable(name: string, type: string, value: string): string {
  return `variable "${name}" {\n  type    = ${type}\n  default = ${value}\n}\n`;
}

export function output(name: string, value: string): string {
  return `output "${name}" {\n  value = ${value}\n}\n`;
}

export function resource(type: string, name: string, args: Readonly<Record<string, string>>): string {
  const lines = Object.entries(args).map(([argument, value]) => `  ${argument} = ${value}\n`);
  return `resource "${type}" "${name}" {\n${lines.join('')}}\n`;
}

/** The argument in which a resource of a stand-in says where its caller asks for it. */
export const ORIGIN = 'origin';
