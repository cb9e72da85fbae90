Feature: Attributes of connectors
  What is known of a connector changes without a new certificate, and is told as it is, not as the connector says. See IDS-G, DAPS,
  introduction and content of a DAT.

  Background:
    Given the connector is known to the DAPS

  @DAPS-GEN-02
  Rule: A DAT tells the attributes

    Scenario: The attributes of a connector stand in its DAT
      When the connector asks the DAPS for a DAT
      Then the DAT tells the attributes of the connector

  @DAPS-GEN-03
  Rule: Attributes change without a new certificate

    @requires:client-registration
    Scenario: A changed attribute shows in the next DAT
      When the attributes of the connector change before it asks again
      Then the DAT tells the changed attributes

  @DAPS-DAT-19
  Rule: A DAT names a security profile

    Scenario: A security profile stands in a DAT
      When the connector asks the DAPS for a DAT
      Then the DAT holds a security profile

  @DAPS-DAT-20
  Rule: The security profile is one of the information model

    Scenario: The security profile of a DAT is a known one
      When the connector asks the DAPS for a DAT
      Then the DAT holds a security profile of the information model

  @DAPS-DAT-21
  Rule: The security profile is the certified one

    Scenario: The security profile of a DAT is that of the certification
      When the connector asks the DAPS for a DAT
      Then the DAT tells the attributes of the connector

    Scenario: What a connector claims for itself is not told
      When the connector claims a higher security profile for itself
      Then the DAT does not tell the profile that the connector claims

  @DAPS-DAT-22
  Rule: A DAT names one self-description at most

    Scenario: The self-description of a connector is one URI
      When the connector asks the DAPS for a DAT
      Then the DAT holds one self-description at most

  @DAPS-DAT-24
  Rule: Transport certificates are listed by their SHA-256

    Scenario: Transport certificates stand in a DAT by their hash
      When the connector asks the DAPS for a DAT
      Then the DAT holds nothing but SHA-256 of transport certificates

  @DAPS-DAT-29
  Rule: Further guarantees are those of the information model

    Scenario: The guarantees of a DAT are known ones
      When the connector asks the DAPS for a DAT
      Then the DAT holds no guarantee but those of the information model

  @DAPS-DAT-30
  Rule: No guarantee lies below the security profile

    @requires:client-registration
    Scenario: A guarantee below the security profile is not told
      Given the connector is said to guarantee less than its security profile
      When the connector asks the DAPS for a DAT
      Then the DAT holds no guarantee below its security profile
