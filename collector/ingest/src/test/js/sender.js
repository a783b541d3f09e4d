// Sends a trace, a log record and metrics with the OpenTelemetry JavaScript SDK as it comes from npm.
// Arguments: grpc | http/protobuf | http/json, the endpoint. Prints the trace id.
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

const packages = { 'grpc': 'grpc', 'http/protobuf': 'proto', 'http/json': 'http' };
const [protocol, endpoint] = process.argv.slice(2);
const from = (signal) => import(`@opentelemetry/exporter-${signal}-otlp-${packages[protocol]}`);
const to = (signal) => ({ url: protocol === 'grpc' ? endpoint : `${endpoint}/v1/${signal}` });
const { OTLPTraceExporter } = await from('trace');
const { OTLPLogExporter } = await from('logs');
const { OTLPMetricExporter } = await from('metrics');

const resource = resourceFromAttributes({ 'service.name': 'js-client', 'service.instance.id': protocol });
const tracing = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(to('traces')))] });
const logging = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(to('logs')) })] });
const metering = new MeterProvider({
  resource,
  readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(to('metrics')), exportIntervalMillis: 3_600_000 })],
  views: [{ instrumentName: 'exponential', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
});

const tracer = tracing.getTracer('test', '1.0');
const server = tracer.startSpan('GET /quotes', { kind: SpanKind.SERVER, attributes: { 'http.route': '/quotes', 'sizes': [1, 2] } });
const client = tracer.startSpan('SELECT', { kind: SpanKind.CLIENT }, trace.setSpan(context.active(), server));
client.recordException(new Error('no rows'));
client.setStatus({ code: SpanStatusCode.ERROR, message: 'no rows' });
client.end();
logging.getLogger('test').emit({
  severityNumber: SeverityNumber.WARN, severityText: 'WARN', body: { text: 'no quotes today', count: 3 },
  context: trace.setSpan(context.active(), server),
});
const meter = metering.getMeter('test');
meter.createCounter('quotes.served', { unit: '{quote}' }).add(3, { kind: 'short' });
meter.createHistogram('http.server.request.duration', { unit: 's' }).record(0.25);
meter.createHistogram('exponential').record(100);
server.end();

await Promise.all([tracing.shutdown(), logging.shutdown(), metering.shutdown()]);
console.log(server.spanContext().traceId);
