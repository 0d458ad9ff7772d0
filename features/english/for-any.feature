@model:stateful
Feature: Pods and policies that could be added
  A scenario speaks of the pods and policies that there are. Tomorrow somebody adds one: will the database still be out of
  its reach? A sentence that begins with "for any pod" is tried on all pods that the cluster's rules can tell apart, one that
  begins with "for any policy" on hundreds of random policies. What breaks it is printed, together with the scenario, as a
  feature that fails by itself.

  Background:
    Given the namespaces:
      | namespace | labels   |
      | shop      | team=web |
      | dev       | team=dev |
    And the pods:
      | pod           | labels   | ports | ip         | node |
      | shop/api      | app=api  | 8080  | 10.244.1.1 | n1   |
      | shop/database | app=db   | 5432  | 10.244.1.2 | n2   |
      | dev/sandbox   | app=play |       | 10.244.2.1 | n2   |
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: deny-all, namespace: shop }
      spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: api-to-database, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: api } }
        policyTypes: [Egress]
        egress:
        - to: [{ podSelector: { matchLabels: { app: db } } }]
          ports: [{ port: 5432 }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: database-from-api, namespace: shop }
      spec:
        podSelector: { matchLabels: { app: db } }
        ingress:
        - from: [{ podSelector: { matchLabels: { app: api } } }]
          ports: [{ port: 5432 }]
      """

  Rule: Any pod

    Scenario: Who is no API does not reach the database
      Then for any pod not labelled app=api that could be added to namespace shop, it → shop/database:5432 fails
      And for any pod not labelled app=api that could be added, it → shop/database:5432 fails
      And for any pod that could be added outside namespace shop, it → shop/database:5432 fails at shop/database ingress

    Scenario: Whoever is an API does
      Then for any pod labelled app=api that could be added to namespace shop, it → shop/database:5432 succeeds

    Scenario: In shop a new pod is isolated from its first packet on
      Then for any pod not labelled app=db that could be added to namespace shop, dev/sandbox → it:80 fails at its ingress
      And for any pod not labelled app=api that could be added to namespace shop, that pod → dev/sandbox:80 fails at its egress

    Scenario: Elsewhere it is not
      Then for any pod that could be added to namespace dev, dev/sandbox → the new pod succeeds

    Scenario: Who stops it, and under which model
      Then for any pod not labelled app=api that could be added to namespace shop, that pod → dev/sandbox:80 is blocked by shop/deny-all
      And for any pod labelled app=api that could be added to namespace shop, it → shop/database:5432 is allowed by shop/api-to-database and shop/database-from-api
      And under the three-check model, for any pod labelled app=api that could be added to namespace shop, it → shop/database:5432 fails at shop/database egress for the reply
      And under the unenforced model, for any pod that could be added, it → shop/database:5432 succeeds
      And under the stateless model, for any policy that could be added outside namespace shop, shop/api → shop/database:5432 fails

    Scenario: Whoever comes to shop resolves no name
      Given the services:
        | service       | ports | selector |
        | shop/database | 5432  | app=db   |
      And kube-dns
      Then for any pod that could be added to namespace shop, it → tcp://database:5432 cannot resolve
      But for any pod that could be added to namespace dev, it → tcp://database.shop:5432 fails at shop/database ingress

    Scenario: What there is keeps its ways, whoever comes
      Then for any pod that could be added, shop/api → shop/database:5432 succeeds

    Scenario: Labels that are no pod's yet
      Then for any pod labelled app=api, tier=back that could be added to namespace shop, it → shop/database:5432 succeeds
      But for any pod labelled tier=back and not labelled app=api that could be added, it → shop/database:5432 fails

    Scenario: It is asked on several ports at once, on one by its name, and on all
      Then for any pod that could be added to namespace dev, dev/sandbox → it:8000-8999 succeeds
      And for any pod that could be added to namespace dev, dev/sandbox → it:http succeeds
      And for any pod not labelled app=db that could be added to namespace shop, dev/sandbox → it fails

  Rule: Any pod in a namespace that comes with it

    Background:
      Given the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: database-from-operators, namespace: shop }
        spec:
          podSelector: { matchLabels: { app: db } }
          ingress:
          - from: [{ namespaceSelector: { matchLabels: { team: ops } } }]
        """

    Scenario: Who may label a namespace may open the database
      Then for any pod that could be added to namespace dev, it → shop/database:5432 fails
      And for any pod that could be added outside namespace shop, shop/api → it:80 fails at shop/api egress
      When namespace dev is labelled team=ops
      Then for any pod that could be added to namespace dev, it → shop/database:5432 succeeds

    Scenario: Behind a network ACL even that does not help
      Given the network ACL "db" of shop/database:
        | rule | direction | action | protocol | ports | peer       |
        | 100  | inbound   | allow  | TCP      | 5432  | 10.244.1.1 |
        | 200  | outbound  | allow  | all      |       | anyone     |
      Then for any pod that could be added outside namespace shop, it → shop/database:5432 fails

  Rule: Any policy

    Scenario: Whoever may write policies in dev opens nothing in shop
      Then for any policy that could be added to namespace dev, dev/sandbox → shop/database:5432 fails
      And for any policy that could be added outside namespace shop, shop/api → shop/database:5432 succeeds

    Scenario: Policies only ever add
      Then for any policy that could be added, shop/api → shop/database:5432 succeeds
