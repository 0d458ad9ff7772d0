Feature: Probes under deny-all
  The kubelet asks a pod for its health from the node that the pod runs on, and a pod's own node always reaches it: no
  policy for ingress makes a pod unready, and a rule for probes changes nothing.
  Sources: NetworkPolicySpec.ingress ("if the traffic source is the pod's local node"); kubernetes.io, Liveness, Readiness
  and Startup Probes, on named ports.

  Background:
    Given the namespace shop
    And the nodes:
      | node     | ip       |
      | worker-1 | 10.0.0.1 |
      | worker-2 | 10.0.0.2 |
    And the manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: api, namespace: shop, labels: { app: api } }
      spec:
        nodeName: worker-1
        containers:
          - name: api
            image: example.com/api
            ports:
              - { name: http, containerPort: 8080 }
              - { name: health, containerPort: 9090 }
            startupProbe: { grpc: { port: 50051 } }
            livenessProbe: { httpGet: { port: health, path: /live } }
            readinessProbe: { tcpSocket: { port: 8080 } }
          - name: exporter
            image: example.com/exporter
            livenessProbe: { exec: { command: [check] } }
      """

  Scenario Outline: Deny-all leaves the probes alone under the <model> model
    Given the <model> model
    When deny-all
    Then the probes of api succeed
    And the kubelet → api:health succeeds
    And node/worker-1 → api:8080 succeeds

    Examples:
      | model       |
      | unenforced  |
      | stateful    |
      | three-check |
      | stateless   |

  @model:stateful
  Scenario: The node next door is a stranger
    When deny-all
    Then the probes of api succeed
    But node/worker-2 → api:9090 fails at api ingress
    When api allows ingress from 10.0.0.2/32 on port health
    Then node/worker-2 → api:9090 succeeds

  @model:stateful
  Scenario: A rule for the port of the probes opens it for others, and does nothing for the kubelet
    Given deny-all
    When api allows ingress on port health
    Then the probes of api succeed
    And the Internet → api:9090 succeeds

  @model:stateful
  Scenario: What a probe asks is not asked of others
    A database that the readiness endpoint looks at, say, is reached by the pod itself: that is where deny-all makes a pod
    unready after all.

    Given the pods:
      | pod | ports | node     |
      | db  | 5432  | worker-2 |
    And the manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: api, namespace: shop, labels: { app: api } }
      spec:
        nodeName: worker-1
        containers:
          - name: api
            image: example.com/api
            readinessProbe: { httpGet: { port: 8080, path: /ready-if-the-database-answers } }
      """
    When deny-all
    Then the probes of api succeed
    But api → db:5432 fails at api egress
    When api allows egress to db on port 5432
    And db allows ingress from api on port 5432
    Then api → db:5432 succeeds

  Rule: The answer, where the way to the own node is judged

    The documentation lets a pod reach its own node, and several plugins judge it all the same. Upstream that does not
    matter to probes, as answers pass by themselves. Under three-check it does: the answer is the third check.

    Background:
      Given the setting pod-to-own-node is judged
      And deny-all

    Scenario: Upstream the pod answers, though it may not call
      Then under the stateful model, the kubelet → api:8080 succeeds
      But under the stateful model, api → node/worker-1:10250 fails at api egress

    Scenario: Under three-check the answer to the kubelet needs a rule
      Then under the three-check model, the kubelet → api:8080 fails at api egress for the reply
      When api allows egress to 10.0.0.1/32
      Then under the three-check model, the kubelet → api:8080 succeeds
      But under the three-check model, api → node/worker-1:10250 succeeds

    Scenario: Where every packet is judged, likewise
      Then under the stateless model, the kubelet → api:8080 fails at api egress for the reply

  Rule: CNIs

    Scenario Outline: <cni> lets the kubelet in
      Given a cluster that runs <cni>
      When deny-all
      Then the probes of api succeed

      Examples:
        | cni                   |
        | Calico                |
        | Calico eBPF           |
        | Cilium                |
        | GKE Dataplane V2      |
        | Antrea                |
        | kube-router           |
        | Flannel               |
        | kindnet               |
        | kube-network-policies |
        | OVN-Kubernetes        |
        | AWS VPC CNI           |
        | Azure NPM             |
        | Weave Net             |

    Scenario: What the pod sends to its own node parts them
      When deny-all egress
      Then api → node/worker-1:10250 depends on the CNI:
        | CNI              | verdict             |
        | Weave Net        | succeeds            |
        | AWS VPC CNI      | succeeds            |
        | Azure NPM        | succeeds            |
        | Flannel          | succeeds            |
        | Calico           | fails at api egress |
        | Cilium           | fails at api egress |
        | GKE Dataplane V2 | fails at api egress |
        | Antrea           | fails at api egress |
        | kube-router      | fails at api egress |
        | kindnet          | fails at api egress |
        | OVN-Kubernetes   | fails at api egress |

  Rule: Pods of no known node

    Scenario: The kubelet of a pod is on its own node, whichever that is
      Given the pods:
        | pod | ports |
        | web | 8080  |
      When deny-all
      Then the kubelet → web:8080 succeeds
      But under the stateful model, 10.0.0.1 → web:8080 fails at web ingress
