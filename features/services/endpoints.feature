@model:stateful
Feature: Refused at once or waiting: whether anybody stands behind the Service
  A Service is a name for those pods that its selector finds and that are ready. With nobody behind it, kube-proxy refuses
  (ICMP port unreachable, which a client sees as "connection refused", over TCP too); a policy that blocks says nothing,
  and the client waits. So the way it fails tells a missing endpoint from a policy.
  Sources: kubernetes, pkg/proxy/iptables/proxier.go, "has no endpoints", and pkg/proxy/topology.go; core/v1 ServiceSpec;
  kubernetes.io, EndpointSlices.

  Background:
    Given the pods:
      | pod      | ports    |
      | frontend |          |
      | backend  | web=8080 |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |

  Rule: Refused, or a timeout

    Scenario: Nobody is ready: refused at once
      Given pod backend is not ready
      Then frontend → service/backend:80 is refused
      And curl exits with 7 for frontend → service/backend:80

    Scenario: A policy is in the way: a timeout
      Given deny-all ingress
      Then frontend → service/backend:80 fails at backend ingress
      And frontend → service/backend:80 fails with a timeout
      And curl -m 4 exits with 28 for frontend → service/backend:80

    Scenario: Both at once: what is refused on the client's node never comes to the policy of the server
      Given deny-all ingress
      When pod backend is not ready
      Then frontend → service/backend:80 is refused
      When pod backend is ready
      Then frontend → service/backend:80 fails at backend ingress

    Scenario: Not even the client's own egress policy is in the way of the refusal
      The default; Calico asks policy first, where it is a timeout.

      Given deny-all egress
      When pod backend is not ready
      Then frontend → service/backend:80 is refused

    Scenario: The pod itself does not care what the Service thinks of it
      Given pod backend is not ready
      Then frontend → backend:8080 succeeds
      But frontend → service/backend:80 is refused

    Scenario: A wrong targetPort is refused as well, by the pod; no policy can be the reason
      Given the services:
        | service | ports     |
        | backend | 80 → 8081 |
      Then frontend → service/backend:80 is refused

    Scenario: A wrong targetPort behind a policy looks like the policy
      The packets of 8081 are judged before anybody can refuse them. The rule for 8080 is right, the Service is not.

      Given the services:
        | service | ports     |
        | backend | 80 → 8081 |
      And deny-all ingress
      And backend allows ingress from frontend on port 8080
      Then frontend → backend:8080 succeeds
      But frontend → service/backend:80 fails at backend ingress
      Given the services:
        | service | ports     |
        | backend | 80 → 8080 |
      Then frontend → service/backend:80 succeeds

  Rule: Why nobody is there

    Scenario: The selector matches nothing
      Given the services:
        | service | ports     | selector    |
        | backend | 80 → 8080 | app=backand |
      Then frontend → service/backend:80 is refused
      Given the services:
        | service | ports     | selector    |
        | backend | 80 → 8080 | app=backend |
      Then frontend → service/backend:80 succeeds

    Scenario: The selector asks for one label too many
      Given the services:
        | service | ports     | selector             |
        | backend | 80 → 8080 | app=backend, tier=be |
      Then frontend → service/backend:80 is refused
      When pod backend is labelled tier=be
      Then frontend → service/backend:80 succeeds

    Scenario: A targetPort whose name no pod has
      Given the services:
        | service | ports     |
        | backend | 80 → http |
      Then frontend → service/backend:80 is refused
      Given the services:
        | service | ports    |
        | backend | 80 → web |
      Then frontend → service/backend:80 succeeds

    Scenario: The pods are in another namespace: a Service selects in its own
      Given the namespaces:
        | namespace |
        | default   |
        | shop      |
      And the pods:
        | pod          | ports |
        | frontend     |       |
        | shop/backend | 8080  |
      And the services:
        | service         | ports     |
        | default/backend | 80 → 8080 |
        | shop/backend    | 80 → 8080 |
      Then frontend → service/default/backend:80 is refused
      But frontend → service/shop/backend:80 succeeds

    Scenario: The label that moves a pod out of a Service moves it out of a policy as well
      Given deny-all ingress
      And backend allows ingress from frontend on port 8080
      Then frontend → service/backend:80 succeeds
      When pod backend is labelled app=backend-debug
      Then frontend → service/backend:80 is refused
      And frontend → backend:8080 fails at backend ingress

  Rule: Readiness

    Background:
      Given the pods:
        | pod       | labels           | ports |
        | frontend  |                  |       |
        | backend-1 | app=backend, v=1 | 8080  |
        | backend-2 | app=backend, v=2 | 8080  |

    Scenario: One of two is ready and takes everything, so it alone needs a rule
      Given deny-all ingress
      And pods labelled v=1 allows ingress from frontend on port 8080
      When pod backend-2 is not ready
      Then frontend → service/backend:80 succeeds
      When pod backend-1 is not ready
      And pod backend-2 is ready
      Then frontend → service/backend:80 fails at backend-2 ingress

    Scenario Outline: publishNotReadyAddresses: <value>
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: cluster, namespace: default }
        spec:
          selector: { app: backend }
          publishNotReadyAddresses: <value>
          ports: [{ port: 7000, targetPort: 8080 }]
        """
      When pod backend-1 is not ready
      And pod backend-2 is not ready
      Then frontend → service/cluster:7000 <verdict>

      Examples:
        | value | verdict    |
        | false | is refused |
        | true  | succeeds   |

  Rule: Pods that are being deleted

    Scenario Outline: A terminating pod that is <what>
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: leaving
          namespace: default
          labels: { app: leaving }
          deletionTimestamp: "2026-01-01T00:00:00Z"
        spec: { containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }
        status:
          phase: Running
          podIP: 10.244.9.9
          conditions: [{ type: Ready, status: "<ready>" }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: leaving, namespace: default }
        spec:
          selector: { app: leaving }
          ports: [{ port: 80, targetPort: 8080 }]
        """
      Then frontend → service/leaving:80 <verdict>

      Examples:
        | what                                            | ready | verdict    |
        | the last one and still serves: it takes traffic | True  | succeeds   |
        | the last one and serves no more                 | False | is refused |

    Scenario: A terminating pod gets nothing new where another is ready
      Given the pods:
        | pod      | labels      | ports |
        | frontend |             |       |
        | staying  | app=leaving | 8080  |
      And the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: leaving
          namespace: default
          labels: { app: leaving, still: here }
          deletionTimestamp: "2026-01-01T00:00:00Z"
        spec: { containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }
        status: { phase: Running, podIP: 10.244.9.9, conditions: [{ type: Ready, status: "True" }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: leaving, namespace: default }
        spec: { selector: { app: leaving }, ports: [{ port: 80, targetPort: 8080 }] }
        """
      And deny-all ingress
      And pods labelled still=here allows ingress from frontend
      Then frontend → service/leaving:80 fails at staying ingress
      When pod staying is not ready
      Then frontend → service/leaving:80 succeeds

    Scenario: With traffic policy Local each node decides for itself: its last pod serves on, though others are ready elsewhere
      Given the nodes:
        | node     | ip        |
        | worker-1 | 10.0.0.11 |
        | worker-2 | 10.0.0.12 |
      And the pods:
        | pod      | labels      | ports | node     |
        | near     |             |       | worker-1 |
        | far      |             |       | worker-2 |
        | replaced | app=leaving | 8080  | worker-2 |
      And the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: leaving
          namespace: default
          labels: { app: leaving, still: here }
          deletionTimestamp: "2026-01-01T00:00:00Z"
        spec: { nodeName: worker-1, containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }
        status: { phase: Running, podIP: 10.244.9.9, conditions: [{ type: Ready, status: "True" }] }
        """
      And deny-all ingress
      And pods labelled still=here allows ingress from anyone
      When the services:
        | service | ports     | internal traffic |
        | leaving | 80 → 8080 | Local            |
      Then near → service/leaving:80 succeeds
      But far → service/leaving:80 fails at replaced ingress
      When the services:
        | service | ports     | internal traffic |
        | leaving | 80 → 8080 | Cluster          |
      Then near → service/leaving:80 fails at replaced ingress

    Scenario: It is asked port by port: where no ready pod has a port of that name, the one that leaves serves on
      Given the pods:
        | pod      | labels      | ports     |
        | client   |             |           |
        | replaced | app=leaving | http=8080 |
      And the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: leaving
          namespace: default
          labels: { app: leaving }
          deletionTimestamp: "2026-01-01T00:00:00Z"
        spec: { containers: [{ name: c, image: x, ports: [{ name: web, containerPort: 9090 }] }] }
        status: { phase: Running, podIP: 10.244.9.9, conditions: [{ type: Ready, status: "True" }] }
        """
      When the services:
        | service | ports    |
        | leaving | 80 → web |
      Then the endpoints of service/leaving are leaving:9090
      When the services:
        | service | ports     |
        | leaving | 80 → http |
      Then the endpoints of service/leaving are replaced:8080

    Scenario: A load balancer with externalTrafficPolicy Local finds it on its node
      Given the nodes:
        | node     | ip        |
        | worker-1 | 10.0.0.11 |
        | worker-2 | 10.0.0.12 |
      And the external endpoints:
        | name   | addresses    |
        | office | 198.51.100.7 |
      And the pods:
        | pod      | labels      | ports | node     |
        | replaced | app=leaving | 8080  | worker-2 |
      And the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: leaving
          namespace: default
          labels: { app: leaving, still: here }
          deletionTimestamp: "2026-01-01T00:00:00Z"
        spec: { nodeName: worker-1, containers: [{ name: c, image: x, ports: [{ containerPort: 8080 }] }] }
        status: { phase: Running, podIP: 10.244.9.9, conditions: [{ type: Ready, status: "True" }] }
        """
      And deny-all ingress
      And pods labelled still=here allows ingress from anyone
      When the services:
        | service | ports     | type         | external traffic |
        | leaving | 80 → 8080 | LoadBalancer | Local            |
      Then office → service/leaving:80 is unreliable
