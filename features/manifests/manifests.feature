Feature: Manifests as they are
  Files and folders of YAML and JSON are read as kubectl apply would read them. Workloads become pods; a pod that names
  its controller is a replica of it. A folder in which something is wrong is not loaded at all.

  Background:
    Given the stateful model

  Scenario: A folder: workloads become pods, and policies hold
    Given the manifests in "shop/"
    Then web → db:5432 succeeds
    And web → db succeeds
    And deployment/web → statefulset/db:5432 succeeds
    But db → web:8080 is allowed by web
    And web → the Internet:443 fails at web egress

  Scenario: A declared port is the default, and no reason to refuse
    Given the manifests in "shop/"
    When all policies are deleted
    Then web → db succeeds
    And web → db:9187 succeeds

  Scenario: Replicas talk to each other under the same policy
    Given the manifests in "shop/"
    Then web → web fails at web egress
    But db → db succeeds

  Scenario: A namespace that no manifest describes bears its name as a label
    Given the manifests in "shop/db.json"
    And db allows ingress from namespace shop
    Then db → db:5432 succeeds

  Scenario: Pods of a running cluster are replicas of their controllers, and those of a ReplicaSet of its Deployment
    Given the manifests in "cluster/"
    And the manifests in "shop"
    When deployment/bank/api allows ingress from namespace shop
    Then shop/web → bank/api-7d9f-q8w7z:8080 fails at shop/web egress
    And node/worker-1 → bank/api-7d9f-x2x4p:8080 succeeds
    And 10.244.2.4 → bank/api-7d9f-x2x4p:8080 fails at bank/api-7d9f-x2x4p ingress

  Scenario: A workload whose pods differ must agree as a whole
    Given the manifests in "cluster/pods.yaml"
    When pods labelled canary=true in namespace bank allows ingress from anyone on port 8080
    Then deployment/api → the Internet:443 succeeds
    And the Internet → api:8080 succeeds
    But the Internet → bank/api-7d9f-q8w7z:9090 fails at bank/api-7d9f-q8w7z ingress

  Scenario: A finished pod takes no part
    Given the manifests in "cluster/pods.yaml"
    Then 10.244.2.9 → bank/api-7d9f-x2x4p:8080 succeeds
    When bank/api allows ingress from every pod
    Then 10.244.2.9 → bank/api-7d9f-x2x4p:8080 fails at bank/api-7d9f-x2x4p ingress

  Scenario: Manifests, tables and sentences add up
    Given the manifests in "shop/"
    And the pods:
      | pod         | ports |
      | shop/web    | 8080  |
      | shop/tester |       |
    When shop/web has only ingress
    Then tester → web:8080 succeeds
