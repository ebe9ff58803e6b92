import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { LOGGER, type Logger } from '@shop/http';
import { connectKafka } from '@shop/log-kafka';
import { Log } from './log.js';
import { LogMetrics } from './log-metrics.js';
import { LogTransport } from './log-transport.js';
import { RevocationsReader } from './revocations-reader.js';
import { SecurityAppender } from './security-appender.js';

export interface LogModuleOptions {
  /** The app: `basket-api`. Names its client, its instances and the source of its reports. */
  readonly app: string;
  /** Instead of `KAFKA_BROKERS`. */
  readonly brokers?: string;
}

/** Gives an application the log: `Log` to append and look around, and readers that start and stop with it. */
@Module({})
export class LogModule {
  static forRoot(options: LogModuleOptions): DynamicModule {
    return {
      module: LogModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [LogMetrics, logOf(options), LogTransport, RevocationsReader, SecurityAppender],
      exports: [Log],
    };
  }

  /** For a process that appends its security events and reads nothing: it is ready without the brokers. */
  static forSecurityEvents(options: LogModuleOptions): DynamicModule {
    return { module: LogModule, providers: [LogMetrics, logOf(options), SecurityAppender] };
  }
}

function logOf({ app, brokers }: LogModuleOptions): FactoryProvider<Log> {
  return {
    provide: Log,
    inject: [LogMetrics, { token: LOGGER, optional: true }],
    useFactory: (metrics: LogMetrics, logger?: Logger) => {
      const addresses = brokers ?? process.env['KAFKA_BROKERS'];
      if (!addresses) throw new Error('KAFKA_BROKERS is not set: it names the brokers as host:port,...');
      const kafka = connectKafka({ brokers: addresses, clientId: app, logger });
      return new Log(app, kafka, { onAppended: metrics.appended });
    },
  };
}
