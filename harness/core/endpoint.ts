// Where something listens, as clients reach it.

export interface Endpoint {
  host: string;
  port: number;
}
