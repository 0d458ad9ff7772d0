@model:stateful
Feature: Headless Services: the name leads to the pods, and nobody translates
  With clusterIP None there is no address to put another in place of. DNS answers with the addresses of the pods, the client
  dials a pod at the port that it wrote, and the targetPort of the Service means nothing.
  Sources: kubernetes.io, Services, "Headless Services"; DNS for Services and Pods; StatefulSet, "Stable network identity".

  Background:
    Given kube-dns
    And the pods:
      | pod     | labels | ports | ip         |
      | backend |        |       | 10.244.1.7 |
    And the manifests:
      """
      apiVersion: v1
      kind: Service
      metadata: { name: db, namespace: default }
      spec:
        clusterIP: None
        selector: { app: db }
        ports: [{ name: postgres, port: 80, targetPort: 5432 }]
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db, namespace: default }
      spec:
        serviceName: db
        replicas: 2
        selector: { matchLabels: { app: db } }
        template:
          metadata: { labels: { app: db } }
          spec:
            containers:
              - { name: postgres, image: postgres, ports: [{ containerPort: 5432 }] }
      """

  Rule: Names

    Scenario: The name of the Service leads to all of its pods
      Then backend resolves db to db

    Scenario: Each pod of the StatefulSet has a name of its own
      Then backend resolves db-0.db to db-0
      And backend resolves db-1.db.default.svc.cluster.local to db-1
      But backend cannot resolve db-2.db: NXDOMAIN

    Scenario: A pod that is not ready has no name, so a database that waits for its peers is not found by them
      When pod db-1 is not ready
      Then backend cannot resolve db-1.db: NXDOMAIN
      And backend resolves db to db-0
      When pod db-1 is ready
      Then backend resolves db-1.db to db-1

    Scenario: publishNotReadyAddresses gives it one all the same
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: peers, namespace: default }
        spec:
          clusterIP: None
          publishNotReadyAddresses: true
          selector: { app: db }
          ports: [{ port: 5432 }]
        """
      When pod db-0 is not ready
      And pod db-1 is not ready
      Then backend resolves peers to db

    Scenario: With nobody behind it the name has no address; nothing is there to refuse
      A Service with an address refuses; here the name is as good as absent.

      When pod db-0 is not ready
      And pod db-1 is not ready
      Then backend → tcp://db:5432 cannot resolve

  Rule: Ports are not mapped

    Background:
      Given the pods:
        | pod     | ports |
        | backend |       |
        | api     | 8080  |

    Scenario Outline: <type>: a client may write http://api<port>: <verdict>
      Given the services:
        | service | ports     | type   |
        | api     | 80 → 8080 | <type> |
      Then backend → http://api<port> <verdict>

      Examples:
        | type      | port  | verdict    |
        | ClusterIP |       | succeeds   |
        | headless  |       | is refused |
        | headless  | :8080 | succeeds   |

  Rule: Policy sees the pods, as ever

    Scenario: The same rule serves the headless Service and the other one
      Given deny-all egress
      And backend allows egress to pods labelled app=db on port 5432
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      Then backend → postgres://db succeeds
      And backend → postgres://db-1.db succeeds

    Scenario: A rule on the port that the Service lists fits no client that dials the right one
      Given deny-all egress
      And backend allows egress to pods labelled app=db on port 80
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      Then backend → postgres://db fails at backend egress
      When backend allows egress to pods labelled app=db on port 5432
      Then backend → postgres://db succeeds

    Scenario: Each pod of a StatefulSet bears its name as a label, so that a rule may mean one of them
      Given the stateful model
      When deny-all egress
      And backend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on port 53/UDP
      And backend allows egress to pods labelled statefulset.kubernetes.io/pod-name=db-0 on port 5432
      Then backend → postgres://db-0.db succeeds
      But backend → postgres://db-1.db fails at backend egress

  Rule: A name of one family leads to addresses of that family alone

    Background:
      Given a dual-stack cluster
      And the pods:
        | pod  | ports | ip                        |
        | api  | 8080  | 10.244.1.20, fd00:244::20 |
        | both |       | 10.244.1.30, fd00:244::30 |
        | old  |       | 10.244.1.40               |
      And the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata: { name: six, namespace: default }
        spec: { clusterIP: None, ipFamilies: [IPv6], selector: { app: api }, ports: [{ port: 8080 }] }
        """

    Scenario: The address of the other family counts for nothing, neither for the client nor for the policy
      When api allows ingress from fd00:244::30/128
      Then both → http://six:8080 succeeds
      But 10.244.1.30 → 10.244.1.20:8080 fails at api ingress

    Scenario: A question for the name is no connection to whom it names
      When api has only egress
      Then both → http://six:8080 fails at api ingress

    Scenario: A client without an address of that family resolves the name, and no more
      Then old resolves six
