@model:stateful
Feature: Endpoints written by hand: a database outside behind a Service's name
  A Service without a selector leads where EndpointSlices with its name in the label kubernetes.io/service-name lead. To a
  policy the destination is what the slice says: an address, which podSelectors do not match and ipBlocks do.
  Sources: kubernetes.io, Services, "Services without selectors"; discovery.k8s.io/v1 EndpointSlice.

  Background:
    Given the pods:
      | pod     | ports |
      | backend |       |
    And the external endpoints:
      | name | addresses    |
      | db   | 198.51.100.5 |
    And kube-dns
    And the manifests:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: database, namespace: default }
      spec:
        ports: [{ name: postgres, port: 5432 }]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: database-1
        namespace: default
        labels: { kubernetes.io/service-name: database }
      addressType: IPv4
      ports: [{ name: postgres, protocol: TCP, port: 5433 }]
      endpoints: [{ addresses: [198.51.100.5], conditions: { ready: true } }]
      """

  Rule: What egress policy must name

    Scenario: Without a policy the name leads to the database, at the port of the slice
      Then backend resolves database to service/database
      And backend → postgres://database succeeds
      And backend → service/database:5432 succeeds

    Scenario Outline: backend may send to <peer> on port <port>: <why>
      Given deny-all egress
      And backend allows egress to <peer> on port <port>
      Then backend → service/database:5432 <verdict>

      Examples:
        | peer            | port | verdict                 | why                                             |
        | 198.51.100.5/32 | 5433 | succeeds                | the address and the port that the slice names   |
        | 198.51.100.5/32 | 5432 | fails at backend egress | the port of the Service is not dialled any more |
        | 10.96.0.0/12    | 5432 | fails at backend egress | the Service's address is not either             |
        | every pod       | 5433 | fails at backend egress | no podSelector matches what is no pod           |
        | the Internet    | 5433 | succeeds                | the database is outside                         |

    Scenario: By name it needs DNS besides
      Given deny-all egress
      And backend allows egress to 198.51.100.5/32 on port 5433
      Then backend → service/database:5432 succeeds
      But backend → postgres://database fails at backend egress to DNS
      When backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      Then backend → postgres://database succeeds

  Rule: The slice and its Service

    Scenario: The name of a headless Service leads to the addresses of its slice
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: replica, namespace: default }
        spec: { clusterIP: None, ports: [{ port: 5432 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: replica-1, namespace: default, labels: { kubernetes.io/service-name: replica } }
        addressType: IPv4
        ports: [{ port: 5432 }]
        endpoints: [{ addresses: [198.51.100.5] }]
        """
      Then backend resolves replica to 198.51.100.5
      And backend resolves replica to db

    Scenario: A Service without a slice refuses
      Given the services:
        | service | ports | selector |
        | cache   | 6379  | none     |
      Then backend → service/cache:6379 is refused

    Scenario: A slice for a Service that does not exist serves nobody
      Given the services:
        | service | ports | selector |
        | cache   | 6379  | none     |
      And the manifests:
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: cash-1, namespace: default, labels: { kubernetes.io/service-name: cash } }
        addressType: IPv4
        ports: [{ port: 6379 }]
        endpoints: [{ addresses: [198.51.100.5] }]
        """
      Then backend → service/cache:6379 is refused
      Given the manifests:
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: cache-1, namespace: default, labels: { kubernetes.io/service-name: cache } }
        addressType: IPv4
        ports: [{ port: 6379 }]
        endpoints: [{ addresses: [198.51.100.5] }]
        """
      Then backend → service/cache:6379 succeeds

    Scenario Outline: A port of the slice is found by its name: <ours> for <theirs> <verdict>
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: queue, namespace: default }
        spec: { ports: [{ name: <theirs>, port: 5672 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: queue-1, namespace: default, labels: { kubernetes.io/service-name: queue } }
        addressType: IPv4
        ports: [{ name: <ours>, port: 5672 }]
        endpoints: [{ addresses: [198.51.100.5] }]
        """
      Then backend → service/queue:5672 <verdict>

      Examples:
        | ours  | theirs | verdict    |
        | amqp  | amqp   | succeeds   |
        | queue | amqp   | is refused |

    Scenario: An endpoint that is not ready is left out
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: queue, namespace: default }
        spec: { ports: [{ port: 5672 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: queue-1, namespace: default, labels: { kubernetes.io/service-name: queue } }
        addressType: IPv4
        ports: [{ port: 5672 }]
        endpoints: [{ addresses: [198.51.100.5], conditions: { ready: false } }]
        """
      Then backend → service/queue:5672 is refused

  Rule: A slice may name pods, which are judged as pods

    Scenario: The address is a pod's, so rules for pods match
      Given the pods:
        | pod     | ports | ip         |
        | backend |       |            |
        | legacy  | 9000  | 10.244.7.7 |
      And the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: old-name, namespace: default }
        spec: { ports: [{ port: 80 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: old-name-1, namespace: default, labels: { kubernetes.io/service-name: old-name } }
        addressType: IPv4
        ports: [{ port: 9000 }]
        endpoints: [{ addresses: [10.244.7.7] }]
        """
      And deny-all
      And backend allows egress to legacy on port 9000
      Then backend → service/old-name:80 fails at legacy ingress
      When legacy allows ingress from backend on port 9000
      Then backend → service/old-name:80 succeeds

  Rule: A slice beside a selector adds to it

    Scenario: Where no pod is ready, an address that somebody wrote takes all the traffic
      Given the pods:
        | pod     | ports |
        | backend |       |
        | queue   | 5672  |
      And the services:
        | service | ports |
        | queue   | 5672  |
      And the manifests:
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: spare, namespace: default, labels: { kubernetes.io/service-name: queue } }
        addressType: IPv4
        ports: [{ port: 5672 }]
        endpoints: [{ addresses: [198.51.100.5] }]
        """
      And deny-all egress
      And backend allows egress to 198.51.100.5/32
      Then backend → service/queue:5672 is unreliable
      When pod queue is not ready
      Then backend → service/queue:5672 succeeds
