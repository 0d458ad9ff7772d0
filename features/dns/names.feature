@model:stateful
Feature: Which names there are
  CoreDNS knows every Service by name and namespace, and the pods behind a headless one. Of everything else it says at
  once that there is no such name, which no policy can change.
  Sources: kubernetes.io, DNS for Services and Pods; the specification kubernetes/dns docs/specification.md; coredns
  plugin/kubernetes.

  Background:
    Given the pods:
      | pod           | ports | ip         |
      | shop/frontend |       | 10.244.1.2 |
      | shop/backend  | 8080  | 10.244.1.3 |
      | data/db-0     | 5432  | 10.244.2.4 |
      | data/db-1     | 5432  | 10.244.2.5 |
      | data/sync     |       | 10.244.2.6 |
    And the namespace shop
    And kube-dns

  Rule: Namespaces

    Background:
      Given the services:
        | service      | ports     | selector |
        | shop/backend | 80 → 8080 |          |
        | data/backend | 5432      | app=db-0 |

    Scenario: A bare name is sought in the namespace of whoever asks
      Then shop/frontend resolves backend to service/shop/backend
      But data/sync resolves backend to service/data/backend

    Scenario: Another namespace's name takes the namespace, as .shop, .shop.svc or in full
      Then data/sync resolves backend.shop to service/shop/backend
      And data/sync resolves backend.shop.svc to service/shop/backend
      And data/sync resolves backend.shop.svc.cluster.local to service/shop/backend

    Scenario: A name that is known elsewhere is not found here, which looks like nothing that policy does
      Given the services:
        | service      | ports     |
        | shop/backend | 80 → 8080 |
      Then data/sync cannot resolve backend: NXDOMAIN after 0 seconds
      And curl exits with 6 for data/sync → http://backend
      And curl -m 4 exits with 6 for data/sync → http://backend
      But data/sync → http://backend.shop succeeds

    Scenario: The API server has a name in every cluster
      Then shop/frontend resolves kubernetes.default to service/default/kubernetes
      But shop/frontend cannot resolve kubernetes: NXDOMAIN

    Scenario: Pods have no names of their own
      Then shop/frontend cannot resolve db-0.data: NXDOMAIN
      And shop/frontend cannot resolve sync: NXDOMAIN

    Scenario: A pod's address has a name, spelt with dashes
      Then shop/frontend resolves 10-244-2-6.data.pod.cluster.local to data/sync

    Scenario: A namespace without policy is found through one that has it: names know of no isolation
      Given deny-all in namespace data
      Then shop/frontend resolves backend.data to service/data/backend
      But shop/frontend → tcp://backend.data:5432 fails at data/db-0 ingress

  Rule: Headless Services

    Background:
      Given the services:
        | service | ports | type     | selector    |
        | data/db | 5432  | headless | role=member |
      And pod data/db-0 is labelled role=member
      And pod data/db-1 is labelled role=member

    Scenario: The name leads to the pods, and no address is translated
      Then shop/frontend looks up db.data by asking:
        | name                           | answer                         |
        | db.data.shop.svc.cluster.local | NXDOMAIN                       |
        | db.data.svc.cluster.local      | 2 endpoints of service/data/db |
      And shop/frontend → tcp://db.data:5432 succeeds

    Scenario: So a client has to dial the port of the pods; there is nobody to translate another
      Given the services:
        | service | ports     | type     | selector    |
        | data/db | 80 → 5432 | headless | role=member |
      Then shop/frontend → tcp://db.data:5432 succeeds
      But shop/frontend → tcp://db.data:80 is refused

    Scenario: A pod that is not ready is left out, and when none is, there is no such name
      When pod data/db-0 is not ready
      Then shop/frontend resolves db.data to data/db-1
      When pod data/db-1 is not ready
      Then shop/frontend cannot resolve db.data: NXDOMAIN

    Scenario: Each pod has a name of its own where it has a hostname and names the Service, as in a StatefulSet
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: mq
          namespace: data
        spec:
          clusterIP: None
          selector:
            app: mq
          ports:
            - port: 5672
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: mq
          namespace: data
        spec:
          serviceName: mq
          replicas: 2
          selector:
            matchLabels:
              app: mq
          template:
            metadata:
              labels:
                app: mq
            spec:
              containers:
                - name: mq
                  image: mq
        """
      Then shop/frontend resolves mq-0.mq.data
      And shop/frontend resolves mq-1.mq.data
      But shop/frontend cannot resolve mq-2.mq.data: NXDOMAIN

  Rule: Aliases

    A Service of type ExternalName is a name for another name. It has no address, no port and no pods.

    Background:
      Given the external endpoints:
        | name            | addresses      |
        | api.example.com | 203.0.113.5/32 |
      And the services:
        | service       | ports     | type         | external name                  |
        | shop/backend  | 80 → 8080 |              |                                |
        | shop/payment  |           | ExternalName | api.example.com                |
        | data/shop-api |           | ExternalName | backend.shop.svc.cluster.local |
        | data/mistaken |           | ExternalName | backend.shop                   |

    Scenario: What a policy has to allow is what the alias leads to
      Given deny-all egress in namespace shop
      And shop/frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      Then shop/frontend resolves payment to api.example.com
      And shop/frontend → https://payment fails at shop/frontend egress
      When shop/frontend allows egress to 203.0.113.5/32 on port 443
      Then shop/frontend → https://payment succeeds

    Scenario: An alias of a Service in another namespace
      Then data/sync resolves shop-api to service/shop/backend
      And data/sync → http://shop-api succeeds

    Scenario: The target is a full name; nothing completes it
      Then data/sync cannot resolve mistaken: NODATA
