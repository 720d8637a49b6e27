//! The ways from one power to the next, in words.

/// How somebody becomes somebody else, or gets at something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Technique {
    /// They may already do everything there.
    Holds,
    /// They are in a group.
    Member,
    /// Any of several: what follows is one of them.
    Choice,
    /// They make or change something that runs Pods as a service account of their choice.
    RunPods,
    /// They make a Pod that mounts the files of its node.
    MountNode,
    /// They make a volume of the files of a node, and a Pod that mounts it.
    MountVolume,
    /// They lift the Pod Security level of the namespace, and make a Pod that mounts the files of its node.
    LiftLevel,
    /// They run commands in a Pod that is there.
    Exec,
    /// They add a container to a Pod that is there.
    Debug,
    /// They change the image of a Pod that is there.
    ChangeImage,
    /// They read a Secret that holds a token.
    ReadToken,
    /// They make a Secret for the token of a service account, and read it.
    MakeToken,
    /// They ask for a token of a service account.
    RequestToken,
    /// They act as somebody else.
    Impersonate,
    /// They bind a role to themselves that they do not have.
    Bind,
    /// They write more into a role that they have.
    Escalate,
    /// They speak to the kubelets past the API server.
    Kubelet,
    /// They approve a certificate with a name of their choice.
    Approve,
    /// They change Pods as they are made, by a webhook or a policy.
    Mutate,
    /// They see Secrets as they are written, by a webhook.
    Watch,
    /// They draw Pods to a node of their own.
    DrawPods,
    /// They take what lies on the node.
    OnNode,
    /// They take the keys of the cluster from a node of the control plane.
    ControlPlaneNode,
    /// They take the keys of the cluster from a Pod of the control plane.
    ControlPlanePod,
}

impl Technique {
    /// In words, with those who do it as the subject.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Holds => "may do everything there",
            Self::Member => "is a member of the group",
            Self::Choice => "picks one of them",
            Self::RunPods => "runs Pods as a service account of its choice",
            Self::MountNode => "makes a Pod that mounts the files of its node",
            Self::MountVolume => "makes a PersistentVolume of the files of a node, and a Pod that mounts it",
            Self::LiftLevel => {
                "lifts the Pod Security level of the namespace, and makes a Pod that mounts the files of its node"
            }
            Self::Exec => "runs commands in a Pod, where the token of its service account lies",
            Self::Debug => "adds a container to a Pod, which mounts the token of its service account",
            Self::ChangeImage => "changes the image of a Pod, which finds the token of its service account",
            Self::ReadToken => "reads the Secret that holds a token",
            Self::MakeToken => "makes a Secret for the token of a service account, and reads it",
            Self::RequestToken => "asks for a token of the service account",
            Self::Impersonate => "impersonates",
            Self::Bind => "binds a role to itself that it does not have",
            Self::Escalate => "writes into a role of its own what it does not have",
            Self::Kubelet => "speaks to the kubelets, which run commands in every Pod and write no audit log",
            Self::Approve => "asks for a client certificate with a name of its choice, and approves it",
            Self::Mutate => "changes Pods of other service accounts as they are made",
            Self::Watch => "sees Secrets with tokens as they are written",
            Self::DrawPods => "draws Pods to a node of its own",
            Self::OnNode => "takes the tokens of the Pods on a node",
            Self::ControlPlaneNode => "takes the keys of the cluster from a node of the control plane",
            Self::ControlPlanePod => "takes the keys of the cluster from a Pod of the control plane",
        }
    }

    /// What has to be so beside the permissions, where that is not known from the files.
    pub const fn condition(self) -> Option<&'static str> {
        Some(match self {
            Self::Mutate => "when somebody makes such a Pod",
            Self::Watch => "when somebody writes such a Secret",
            Self::DrawPods => "if it has a node of its own",
            Self::ControlPlaneNode => "if Pods may run on the nodes of the control plane, as in clusters of one's own",
            Self::ControlPlanePod => "if the control plane runs in Pods, as in clusters of one's own",
            _ => return None,
        })
    }

    /// How much longer it makes a chain.
    pub(super) const fn length(self) -> u32 {
        match self {
            Self::Member | Self::Choice => 0,
            _ => 1,
        }
    }
}
