//! The mix of objects, and how careful the team behind each was.

use crate::dice::Dice;
use crate::manifest::Manifest;

const TEAMS: &[&str] = &["orders", "billing", "search", "fleet", "identity", "media", "ledger", "edge"];
const PARTS: &[&str] = &["api", "worker", "gateway", "cache", "indexer", "web", "relay", "sync"];
const IMAGES: &[&str] = &["orders:5.2.0", "search:latest", "relay", "cache:7.2", "web:2026.11", "sync:v3.1.4"];
const SETTINGS: &[&str] = &["LOG_LEVEL", "UPSTREAM_URL", "CACHE_TTL", "API_TOKEN", "REGION", "DB_PASSWORD"];

/// An endless, repeatable stream of manifests.
#[derive(Clone, Debug)]
pub struct Workload {
    dice: Dice,
    made: u32,
}

impl Workload {
    /// The same seed gives the same manifests.
    pub const fn new(seed: u64) -> Self {
        Self { dice: Dice::new(seed), made: 0 }
    }

    /// One file of many documents, at least this long.
    pub fn file_of_bytes(&mut self, bytes: usize) -> String {
        let mut file = String::with_capacity(bytes + 4096);
        while file.len() < bytes {
            self.append(&mut file);
        }
        file
    }

    /// One file of many documents, at least this many lines long.
    pub fn file_of_lines(&mut self, lines: usize) -> String {
        let mut file = String::new();
        while file.lines().count() < lines {
            self.append(&mut file);
        }
        file
    }

    /// One file of so many documents with an object each.
    pub fn file_of_objects(&mut self, objects: usize) -> String {
        let mut file = String::new();
        (0..objects).for_each(|_| self.append(&mut file));
        file
    }

    fn append(&mut self, file: &mut String) {
        if !file.is_empty() {
            file.push_str("---\n");
        }
        file.push_str(&self.document());
    }

    /// The next manifest.
    pub fn document(&mut self) -> String {
        self.made += 1;
        let team = self.dice.pick(TEAMS);
        let name = format!("{team}-{}-{}", self.dice.pick(PARTS), self.made);
        match self.dice.below(100) {
            0..32 => self.controller("apps/v1", "Deployment", &name, team),
            32..40 => self.controller("apps/v1", "StatefulSet", &name, team),
            40..46 => self.controller("apps/v1", "DaemonSet", &name, team),
            46..56 => self.cron_job(&name, team),
            56..78 => service(&name, team),
            78..94 => self.config_map(&name, team),
            _ => network_policy(&name, team),
        }
    }

    fn controller(&mut self, api_version: &str, kind: &str, name: &str, team: &str) -> String {
        let mut manifest = Manifest::new(api_version, kind, name, team);
        manifest.under("spec:", |spec| {
            if kind != "DaemonSet" {
                spec.line(&format!("replicas: {}", 1 + self.dice.below(4)));
            }
            if kind == "StatefulSet" {
                spec.line(&format!("serviceName: {name}"));
            }
            spec.under("selector:", |selector| selector.under("matchLabels:", |labels| labels.labels(name)));
            spec.under("template:", |template| {
                template.under("metadata:", |metadata| metadata.under("labels:", |labels| labels.labels(name)));
                template.under("spec:", |pod| self.pod(pod, name, "Always"));
            });
        });
        manifest.finish()
    }

    fn cron_job(&mut self, name: &str, team: &str) -> String {
        let mut manifest = Manifest::new("batch/v1", "CronJob", name, team);
        manifest.under("spec:", |spec| {
            spec.line(&format!("schedule: \"{} * * * *\"", self.dice.below(60)));
            spec.line("concurrencyPolicy: Forbid");
            spec.under("jobTemplate:", |job| {
                job.under("spec:", |job| {
                    job.under("template:", |template| {
                        template.under("spec:", |pod| self.pod(pod, name, "OnFailure"));
                    });
                });
            });
        });
        manifest.finish()
    }

    fn pod(&mut self, pod: &mut Manifest, name: &str, restart: &str) {
        let careful = self.dice.chance(35);
        pod.line(&format!("restartPolicy: {restart}"));
        pod.line(&format!("serviceAccountName: {name}"));
        if careful {
            pod.line("automountServiceAccountToken: false");
            pod.under("securityContext:", |context| {
                context.line("runAsNonRoot: true");
                context.under("seccompProfile:", |profile| profile.line("type: RuntimeDefault"));
            });
        } else if self.dice.chance(10) {
            pod.line("hostNetwork: true");
        }
        if self.dice.chance(20) {
            pod.line("initContainers:");
            self.container(pod, "prepare", careful);
        }
        pod.line("containers:");
        self.container(pod, "main", careful);
        if self.dice.chance(25) {
            self.container(pod, "sidecar", careful);
        }
        pod.line("volumes:");
        pod.under("- name: scratch", |volume| volume.line("emptyDir: {}"));
        if !careful && self.dice.chance(15) {
            pod.under("- name: node-logs", |volume| {
                volume.under("hostPath:", |path| path.line("path: /var/log"));
            });
        }
    }

    fn container(&mut self, pod: &mut Manifest, name: &str, careful: bool) {
        let image = self.dice.pick(IMAGES);
        pod.under(&format!("- name: {name}"), |container| {
            container.line(&format!("image: registry.example.com/{image}"));
            container.line("args: [serve, --config, /etc/app/config.yaml]");
            container.line("env:");
            let first = usize::try_from(self.dice.below(6)).unwrap_or(0);
            let count = usize::try_from(1 + self.dice.below(4)).unwrap_or(1);
            for setting in SETTINGS.iter().cycle().skip(first).take(count) {
                let value = self.dice.below(100_000);
                container.under(&format!("- name: {setting}"), |env| env.line(&format!("value: \"{value}\"")));
            }
            container.line("ports:");
            container
                .under("- name: http", |port| port.line(&format!("containerPort: {}", 8000 + self.dice.below(999))));
            container.line("volumeMounts:");
            container.under("- name: scratch", |mount| mount.line("mountPath: /tmp"));
            if careful {
                hardened(container);
            } else if self.dice.chance(8) {
                container.under("securityContext:", |context| context.line("privileged: true # to be removed"));
            }
        });
    }

    fn config_map(&mut self, name: &str, team: &str) -> String {
        let mut manifest = Manifest::new("v1", "ConfigMap", name, team);
        manifest.under("data:", |data| {
            for setting in SETTINGS {
                data.line(&format!("{setting}: \"{}\"", self.dice.below(100_000)));
            }
            data.under("config.yaml: |", |text| {
                for route in 0..4 + self.dice.below(12) {
                    text.line(&format!("route-{route}: http://{name}.{team}.svc:{}", 8000 + self.dice.below(999)));
                }
            });
        });
        manifest.finish()
    }
}

fn hardened(container: &mut Manifest) {
    container.under("securityContext:", |context| {
        context.line("allowPrivilegeEscalation: false");
        context.line("readOnlyRootFilesystem: true");
        context.under("capabilities:", |capabilities| capabilities.line("drop: [ALL]"));
    });
    container.under("resources:", |resources| {
        resources.line("requests: {cpu: 100m, memory: 128Mi}");
        resources.line("limits: {memory: 128Mi}");
    });
    container.under("readinessProbe:", |probe| {
        probe.under("httpGet:", |get| {
            get.line("path: /ready");
            get.line("port: http");
        });
    });
}

fn service(name: &str, team: &str) -> String {
    let mut manifest = Manifest::new("v1", "Service", name, team);
    manifest.under("spec:", |spec| {
        spec.under("selector:", |selector| selector.line(&format!("app.kubernetes.io/name: {name}")));
        spec.line("ports:");
        spec.under("- name: http", |port| {
            port.line("port: 80");
            port.line("targetPort: http");
        });
    });
    manifest.finish()
}

fn network_policy(name: &str, team: &str) -> String {
    let mut manifest = Manifest::new("networking.k8s.io/v1", "NetworkPolicy", name, team);
    manifest.under("spec:", |spec| {
        spec.under("podSelector:", |selector| selector.under("matchLabels:", |labels| labels.labels(name)));
        spec.line("policyTypes: [Ingress]");
        spec.line("ingress:");
        spec.under("- from:", |rule| {
            rule.under("- namespaceSelector:", |peer| {
                peer.under("matchLabels:", |labels| labels.line("kubernetes.io/metadata.name: edge"));
            });
        });
    });
    manifest.finish()
}

#[cfg(test)]
mod tests {
    use super::Workload;

    #[test]
    fn the_same_seed_gives_the_same_manifests() {
        assert_eq!(Workload::new(7).file_of_bytes(50_000), Workload::new(7).file_of_bytes(50_000));
        assert_ne!(Workload::new(7).document(), Workload::new(8).document());
    }

    #[test]
    fn files_are_as_long_as_asked() {
        let file = Workload::new(7).file_of_lines(500);
        assert!((500..700).contains(&file.lines().count()));
    }
}
