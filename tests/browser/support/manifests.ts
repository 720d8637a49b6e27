// The texts that tests paste: small, and each with one thing to see.

/** Two documents; the privileged container stands in the second. */
export const TWO_DOCUMENTS = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  privileged: "true"
---
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: registry.example.com/agent:1.0
      securityContext:
        privileged: true
`;

/** Two things that are mended without harm: a capability in small letters, and a volume that nothing mounts. */
export const SAFE_FIXES = `apiVersion: v1
kind: Pod
metadata:
  name: careful
spec:
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: registry.example.com/app:1.0
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop: [all] # everything
  volumes:
    - name: zone
      hostPath:
        path: /etc/localtime
`;

/** The line of \`text\`, from 1, on which \`part\` first stands. */
export function lineOf(text: string, part: string): number {
  const place = text.indexOf(part);
  if (place < 0) throw new Error(`\`${part}\` is not in the text`);
  return text.slice(0, place).split('\n').length;
}

/** A probe that names a host: outside baseline from 1.34 on, and no sooner. */
export const PROBE_HOST = `apiVersion: v1
kind: Pod
metadata:
  name: probed
spec:
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: registry.example.com/web:1.0
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop: [ALL]
      livenessProbe:
        httpGet:
          host: 10.0.0.1
          port: 8080
`;

/** Names that a careless page would run. */
export const MARKUP = `apiVersion: v1
kind: Pod
metadata:
  name: "<img src=x onerror=globalThis.ran=1>"
spec:
  containers:
    - name: "<svg onload=globalThis.ran=1>"
      image: "<script>globalThis.ran=1</script>:latest"
      securityContext:
        privileged: true
`;

/** Aliases that double at every level: some 2^30 nodes when written out. */
export function aliasBomb(levels = 30): string {
  const lines = ['apiVersion: v1', 'kind: ConfigMap', 'metadata: {name: bomb}', 'data:', '  a0: &a0 [x, x]'];
  for (let level = 1; level <= levels; level++) {
    lines.push(`  a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
  }
  return `${lines.join('\n')}\n`;
}

/** Workloads of one kind, many times, until there are at least this many lines. */
export function manyLines(lines: number): string {
  const documents: string[] = [];
  for (let number = 0, length = 0; length < lines; number++) {
    const document = workload(number);
    documents.push(document);
    length += document.split('\n').length;
  }
  return documents.join('---\n');
}

function workload(number: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${number}
  labels:
    app: service-${number}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: service-${number}
  template:
    metadata:
      labels:
        app: service-${number}
    spec:
      containers:
        - name: main
          image: registry.example.com/service-${number}:1.${number}
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
`;
}
